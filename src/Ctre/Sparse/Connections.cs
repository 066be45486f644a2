namespace Ctre.Sparse;

/// <summary>
/// The connections of one layer: an immutable set of (output, input) pairs in compressed row form. A connection's
/// <em>slot</em> is its rank in the order (output, input); weights, gradients and optimizer state are arrays by slot.
/// Memory follows the number of connections and neurons, never outputs × inputs.
/// </summary>
public sealed class Connections
{
    private readonly int[] rowOffsets;
    private readonly int[] columns;
    private InputOrder? byInput;

    /// <summary>Creates the set from compressed rows; the arrays are not copied and must not change afterwards.</summary>
    /// <param name="outputs">Number of output neurons, 1 or more.</param>
    /// <param name="inputs">Number of input neurons, 1 or more.</param>
    /// <param name="rowOffsets">Where each output's slots begin, <c>[outputs + 1]</c>; first 0, last the count, never falling.</param>
    /// <param name="columns">The input of each slot <c>[count]</c>, strictly rising within an output.</param>
    /// <exception cref="ArgumentException">The arrays don't describe a set of connections.</exception>
    public Connections(int outputs, int inputs, int[] rowOffsets, int[] columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        if (rowOffsets.Length != outputs + 1L || rowOffsets[0] != 0 || rowOffsets[^1] != columns.Length)
            throw new ArgumentException("Row offsets must run from 0 to the number of connections, one more than outputs.",
                nameof(rowOffsets));
        for (int output = 0; output < outputs; output++)
            CheckRow(output, inputs, rowOffsets, columns);
        Outputs = outputs;
        Inputs = inputs;
        this.rowOffsets = rowOffsets;
        this.columns = columns;
    }

    private Connections(Connections other)
    {
        Outputs = other.Outputs;
        Inputs = other.Inputs;
        rowOffsets = other.rowOffsets;
        columns = other.columns;
    }

    /// <summary>All positions of a layer.</summary>
    /// <param name="outputs">Number of output neurons, 1 or more.</param>
    /// <param name="inputs">Number of input neurons, 1 or more.</param>
    /// <exception cref="InputException">They are more than one array holds.</exception>
    public static Connections Complete(int outputs, int inputs)
    {
        if ((long)outputs * inputs > int.MaxValue / 2)
            throw new InputException(
                $"a dense layer of {inputs} inputs and {outputs} outputs has more than {int.MaxValue / 2:N0} connections.");
        var columns = new int[outputs * inputs];
        for (int slot = 0; slot < columns.Length; slot++) columns[slot] = slot % inputs;
        return new Connections(outputs, inputs, [.. Enumerable.Range(0, outputs + 1).Select(output => output * inputs)], columns);
    }

    /// <summary>Number of output neurons (rows).</summary>
    public int Outputs { get; }

    /// <summary>Number of input neurons (columns).</summary>
    public int Inputs { get; }

    /// <summary>Number of connections.</summary>
    public int Count => columns.Length;

    /// <summary>Positions of the dense layer: outputs × inputs.</summary>
    public long Places => (long)Outputs * Inputs;

    /// <summary>Positions without a connection.</summary>
    public long Absent => Places - Count;

    /// <summary>Whether every position holds a connection: slot = output · inputs + input, and weights by slot are the matrix W.</summary>
    public bool IsComplete => Absent == 0;

    /// <summary>Share of possible connections that exist, in [0, 1].</summary>
    public double Density => (double)Count / Places;

    /// <summary>Where each output's slots begin, <c>[outputs + 1]</c>.</summary>
    public ReadOnlySpan<int> RowOffsets => rowOffsets;

    /// <summary>The input of each slot, <c>[count]</c>.</summary>
    public ReadOnlySpan<int> Columns => columns;

    /// <summary><see cref="RowOffsets"/> and <see cref="Columns"/> as arrays, which must not be changed: for writers.</summary>
    internal (int[] RowOffsets, int[] Columns) Arrays => (rowOffsets, columns);

    /// <summary>The inputs of one output neuron, rising.</summary>
    /// <param name="output">The output neuron.</param>
    public ReadOnlySpan<int> InputsOf(int output) => columns.AsSpan(rowOffsets[output]..rowOffsets[output + 1]);

    /// <summary>The same connections in the order (input, output), built when first asked for.</summary>
    internal InputOrder ByInput => byInput ??= InputOrder.Of(this);

    /// <summary>The same set without <see cref="ByInput"/>: for a network that is kept, but not trained.</summary>
    internal Connections WithoutIndex() => new(this);

    /// <summary>Creates the set from rising positions (output × inputs + input).</summary>
    internal static Connections FromPositions(int outputs, int inputs, ReadOnlySpan<long> positions)
    {
        var rowOffsets = new int[outputs + 1];
        var columns = new int[positions.Length];
        for (int slot = 0; slot < positions.Length; slot++)
        {
            Connection connection = Connection.At(positions[slot], inputs);
            rowOffsets[connection.Output + 1]++;
            columns[slot] = connection.Input;
        }

        for (int output = 0; output < outputs; output++) rowOffsets[output + 1] += rowOffsets[output];
        return new Connections(outputs, inputs, rowOffsets, columns);
    }

    /// <summary>All connections in the order of their slots.</summary>
    public IEnumerable<Connection> Enumerate()
    {
        for (int output = 0; output < Outputs; output++)
            for (int slot = rowOffsets[output]; slot < rowOffsets[output + 1]; slot++)
                yield return new Connection(output, columns[slot]);
    }

    /// <summary>
    /// Carries out a plan: drops, grows, and keeps the rest. A connection that the plan both drops and grows is kept as it was.
    /// </summary>
    /// <param name="plan">Slots to drop and connections to grow.</param>
    /// <returns>The new set, and where each of its slots was before.</returns>
    /// <exception cref="ArgumentException">
    /// The plan drops a slot that does not exist, or grows a connection that is kept or lies outside the layer.
    /// </exception>
    public (Connections Connections, SlotMap Map) Rewire(RewirePlan plan)
    {
        if (plan.Drop.Count > 0 && (plan.Drop[0] < 0 || plan.Drop[^1] >= Count))
            throw new ArgumentException($"The plan drops a slot that does not exist; there are {Count}.", nameof(plan));
        ReadOnlySpan<int> drop = plan.Drop as int[] ?? [.. plan.Drop];
        ReadOnlySpan<Connection> grow = plan.Grow as Connection[] ?? [.. plan.Grow];
        int count = Count - drop.Length + grow.Length;
        int[] rowsNow = new int[Outputs + 1], columnsNow = new int[count], oldSlots = new int[count];
        int dropped = 0, grown = 0, next = 0;
        for (int output = 0; output < Outputs; output++)
        {
            for (int slot = rowOffsets[output]; slot < rowOffsets[output + 1]; slot++)
            {
                var old = new Connection(output, columns[slot]);
                for (; grown < grow.Length && Inside(grow[grown]).CompareTo(old) < 0; grown++) Put(grow[grown], SlotMap.New);

                bool drops = dropped < drop.Length && drop[dropped] == slot;
                bool grows = grown < grow.Length && grow[grown] == old;
                if (grows && !drops) throw new ArgumentException($"The plan grows {old}, which exists already.", nameof(plan));
                if (drops) dropped++;
                if (grows) grown++;
                if (!drops || grows) Put(old, slot);
            }
        }

        for (; grown < grow.Length; grown++) Put(Inside(grow[grown]), SlotMap.New);
        for (int output = 0; output < Outputs; output++) rowsNow[output + 1] += rowsNow[output];
        return (new Connections(Outputs, Inputs, rowsNow, columnsNow), new SlotMap(oldSlots, Count));

        void Put(Connection connection, int oldSlot)
        {
            rowsNow[connection.Output + 1]++;
            (columnsNow[next], oldSlots[next]) = (connection.Input, oldSlot);
            next++;
        }
    }

    private Connection Inside(Connection connection) =>
        (uint)connection.Output < (uint)Outputs && (uint)connection.Input < (uint)Inputs
            ? connection
            : throw new ArgumentException($"{connection} lies outside a layer of {Outputs} outputs × {Inputs} inputs.");

    private static void CheckRow(int output, int inputs, int[] rowOffsets, int[] columns)
    {
        int begin = rowOffsets[output], end = rowOffsets[output + 1];
        if (begin > end || end > columns.Length)
            throw new ArgumentException($"The row offsets of output {output} fall or pass the end.", nameof(rowOffsets));
        int previous = -1;
        for (int slot = begin; slot < end; slot++)
        {
            if (columns[slot] <= previous || columns[slot] >= inputs)
                throw new ArgumentException($"The inputs of output {output} must rise and stay below {inputs}.", nameof(columns));
            previous = columns[slot];
        }
    }
}
