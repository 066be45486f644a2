using System.Numerics;
using System.Text;

namespace Ctre.Data.Formats.Arrays;

/// <summary>Reads the parts of one variable of a MATLAB file, in their order: what it is, its name, then its numbers.</summary>
internal sealed class MatVariable
{
    private const int SparseClass = 5, FirstNumberClass = 6, LastNumberClass = 15, OpaqueClass = 17, ComplexFlag = 0x800;

    private const int MostDimensions = 32, LongestName = 256;

    private readonly ByteRange body;
    private readonly bool bigEndian;
    private readonly string file;
    private readonly MemoryBudget? budget;
    private readonly int kind;
    private readonly bool isComplex;
    private readonly int[] dimensions = [];

    /// <summary>Reads what comes before the numbers.</summary>
    /// <param name="body">The element of the variable, without its tag.</param>
    /// <param name="bigEndian">The byte order of the file.</param>
    /// <param name="file">Where the variable is, for messages.</param>
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    /// <exception cref="InputException">This is no variable.</exception>
    public MatVariable(ByteRange body, bool bigEndian, string file, MemoryBudget? budget)
    {
        (this.body, this.bigEndian, this.file, this.budget) = (body, bigEndian, file, budget);
        uint[] flags = Small<uint>(MatTag.UInt32, 2, "flags");
        if (flags.Length < 2) throw new InputException($"{file}: a variable has no flags; the file is damaged.");
        kind = (int)(flags[0] & 0xFF);
        isComplex = (flags[0] & ComplexFlag) != 0;
        if (kind == OpaqueClass) return;
        dimensions = Small<int>(MatTag.Int32, MostDimensions, "dimensions");
        if (dimensions.Length < 2 || dimensions.Any(length => length < 0))
            throw new InputException($"{file}: a variable has the dimensions {SizeText}; expected two or more that are not negative.");
        Name = Encoding.ASCII.GetString(Small<byte>(null, LongestName, "name"));
    }

    /// <summary>What the variable is called; empty for one that only MATLAB itself understands.</summary>
    public string Name { get; } = "";

    /// <summary>Whether it holds numbers: no text, cells, structure or object.</summary>
    public bool IsNumeric => kind is SparseClass or (>= FirstNumberClass and <= LastNumberClass);

    private string Place => $"{file}, {Name}";

    private string SizeText => string.Join('×', dimensions);

    private bool IsSparse => kind == SparseClass;

    /// <summary>The variable as features: a matrix, a row of which is a row.</summary>
    /// <param name="name">What to call the data set.</param>
    public Dataset ReadRows(string name)
    {
        CheckNumbers();
        if (dimensions.Length > 2)
            throw new InputException($"{Place} is {SizeText}; expected rows × features: save reshape({Name}, size({Name}, 1), []).");
        (int rows, int columns) = (dimensions[0], dimensions[1]);
        if (IsSparse)
        {
            int[] indices = Vector<int>(), offsets = Vector<int>();
            return new SparseMatrix(Place, rows, columns, ByColumns: true)
            {
                Offsets = offsets,
                Indices = indices,
                Values = Vector<float>(),
                Budget = budget,
            }.ToDataset(name);
        }

        ArrayRows target = new(Place, columns, budget);
        ArrayBody.Read(Numbers((long)rows * columns, out int padding), rows, columns, byColumns: true, target);
        Pass(padding);
        return target.ToDataset(name);
    }

    /// <summary>The variable as labels: a row or a column of numbers.</summary>
    public ClassVector ReadLabels()
    {
        CheckNumbers();
        if (IsSparse) throw new InputException($"{Place} is sparse; labels are expected in full: save full({Name}).");
        if (dimensions.Count(length => length != 1) > 1)
            throw new InputException(
                $"{Place} is {SizeText}; labels are one number per row (of one column per class, save [~, {Name}] = max({Name}, [], 2)).");
        ClassVector labels = ClassVector.Read(Numbers(dimensions.Max(), out int padding), Place);
        Pass(padding);
        return labels;
    }

    private void CheckNumbers()
    {
        if (dimensions.Contains(0)) throw new InputException($"{Place} is empty: it is {SizeText}.");
        if (isComplex) throw new InputException($"{Place} holds complex numbers; features and labels must be real.");
    }

    private T[] Vector<T>() where T : unmanaged, INumberBase<T>
    {
        NumberStream numbers = Numbers(null, out int padding);
        if (typeof(T) != typeof(float) && !numbers.Type.IsInteger)
            throw new InputException($"{Place}: positions must be integers, not {numbers.Type.Name}.");
        T[] all = numbers.ToArray<T>();
        Pass(padding);
        return all;
    }

    private NumberStream Numbers(long? count, out int padding)
    {
        MatTag tag = Tag();
        NumberType type = tag.Numbers(bigEndian) ?? throw new InputException($"{Place} has data of type {tag.Type}; expected numbers.");
        padding = tag.Padding;
        if (count is { } wanted ? tag.Length != (UInt128)wanted * (UInt128)type.Size : tag.Length % type.Size != 0)
            throw new InputException($"{Place} is {SizeText} and has {tag.Length} bytes of {type.Name}; the two don't fit together.");
        return new NumberStream(body, type, tag.Length / type.Size, Place, budget);
    }

    private T[] Small<T>(uint? type, int most, string what) where T : unmanaged, INumberBase<T>
    {
        MatTag tag = Tag();
        NumberType stored = tag.Numbers(bigEndian) ?? new NumberType(NumberKind.Unsigned, 1, bigEndian);
        if ((type is not null && tag.Type != type) || tag.Length > most * stored.Size || tag.Length % stored.Size != 0)
            throw new InputException($"{file}: the {what} of a variable have type {tag.Type} and {tag.Length} bytes; the file is damaged.");
        NumberStream numbers = new(body, stored, tag.Length / stored.Size, $"{file}, the {what} of a variable", budget: null);
        T[] values = numbers.ToArray<T>();
        Pass(tag.Padding);
        return values;
    }

    private MatTag Tag() =>
        MatTag.Read(body, bigEndian, file) ?? throw new InputException($"{file}: a variable ends too early; the file is damaged.");

    // Some writers leave out the padding at the end of a variable.
    private void Pass(int padding)
    {
        if (body.Left > 0 && !body.Skip(Math.Min(padding, body.Left)))
            throw new InputException($"{file}: a variable ends too early; the file is damaged.");
    }
}
