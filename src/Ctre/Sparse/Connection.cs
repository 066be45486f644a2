namespace Ctre.Sparse;

/// <summary>One connection of a layer: from an input neuron to an output neuron. Ordered by output, then input.</summary>
/// <param name="Output">The output neuron (row), from 0.</param>
/// <param name="Input">The input neuron (column), from 0.</param>
public readonly record struct Connection(int Output, int Input) : IComparable<Connection>
{
    /// <summary>Compares by output, then input: the order of slots in <see cref="Connections"/>.</summary>
    /// <param name="other">The connection to compare with.</param>
    public int CompareTo(Connection other) =>
        Output != other.Output ? Output.CompareTo(other.Output) : Input.CompareTo(other.Input);

    /// <summary>Whether the left connection comes first.</summary>
    public static bool operator <(Connection left, Connection right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left connection comes last.</summary>
    public static bool operator >(Connection left, Connection right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left connection comes first or both are the same.</summary>
    public static bool operator <=(Connection left, Connection right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left connection comes last or both are the same.</summary>
    public static bool operator >=(Connection left, Connection right) => left.CompareTo(right) >= 0;

    /// <summary>The position of this connection in an imagined outputs × inputs matrix, row by row.</summary>
    internal long Position(int inputs) => (long)Output * inputs + Input;

    internal static Connection At(long position, int inputs) => new((int)(position / inputs), (int)(position % inputs));
}
