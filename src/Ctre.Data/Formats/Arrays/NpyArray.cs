using System.Numerics;
using System.Text;

namespace Ctre.Data.Formats.Arrays;

/// <summary>Reads one array in NumPy's format, as features, labels or a plain vector.</summary>
/// <param name="stream">The array, from its first byte to its last.</param>
/// <param name="place">File and array, for messages.</param>
/// <param name="budget">What memory is taken from; null for no limit.</param>
internal sealed class NpyArray(Stream stream, string place, MemoryBudget? budget)
{
    private readonly NpyHeader header = NpyHeader.Read(stream, place);

    /// <summary>Numbers of a row, if this is an array of features: all dimensions but the first are flattened.</summary>
    public long Columns => header.Shape.Length == 0 ? 1 : header.Count / header.Shape[0];

    /// <summary>The array as features: a row of the first dimension is a row.</summary>
    /// <param name="name">What to call the data set.</param>
    /// <param name="labelColumn">Which number of a row is its label, from 0; −1 for none.</param>
    /// <param name="skipLabels">Whether the label column is skipped.</param>
    public Dataset ReadRows(string name, int labelColumn = -1, bool skipLabels = false)
    {
        NumberType type = header.Type.Number
            ?? throw new InputException($"{place} holds texts; features must be numbers. Texts can be labels only.");
        if (header.Shape.Length == 0) throw new InputException($"{place} holds a single number; expected rows × features.");
        if (header.Shape[0] > Array.MaxLength || Columns > Array.MaxLength)
            throw new InputException($"{place} has the shape {header.ShapeText}; at most {Array.MaxLength} rows and columns are allowed.");
        if (header.FortranOrder && header.Shape.Length > 2)
            throw new InputException(
                $"{place} has the shape {header.ShapeText} in Fortran order, which is supported for two dimensions: "
                + "save numpy.ascontiguousarray(X).");
        ArrayRows rows = new(place, (int)Columns, budget, labelColumn, skipLabels);
        NumberStream numbers = new(stream, type, header.Count, place, budget);
        ArrayBody.Read(numbers, (int)header.Shape[0], (int)Columns, header.FortranOrder, rows);
        End();
        return rows.ToDataset(name);
    }

    /// <summary>The array as labels: numbers or texts, one per row.</summary>
    public ClassVector ReadLabels()
    {
        if (header.Shape.Length == 0 || header.Shape.Max() != header.Count)
            throw new InputException(
                $"{place} has the shape {header.ShapeText}; labels are one number or text per row "
                + "(of one column per class, save y.argmax(axis=1)).");
        ClassVector labels = header.Type.Number is { } type
            ? ClassVector.Read(new NumberStream(stream, type, header.Count, place, budget), place)
            : Texts();
        End();
        return labels;
    }

    /// <summary>The array as a vector of numbers, such as positions.</summary>
    public T[] ReadVector<T>() where T : unmanaged, INumberBase<T>
    {
        bool wantIntegers = typeof(T) != typeof(float);
        if (header.Type.Number is not { } type || header.Shape.Length != 1 || (wantIntegers && !type.IsInteger))
            throw new InputException($"{place} is not a vector of {(wantIntegers ? "integers" : "numbers")}.");
        T[] vector = new NumberStream(stream, type, header.Count, place, budget).ToArray<T>();
        End();
        return vector;
    }

    /// <summary>The array as one text.</summary>
    public string ReadText()
    {
        if (header.Type.Number is not null || header.Count != 1) throw new InputException($"{place} is not a text.");
        string text = Text(new byte[header.Type.Size], 1);
        End();
        return text;
    }

    private ClassVector Texts()
    {
        ClassLabels labels = new(place, "column 1", budget);
        budget?.Reading(() => $"{place}, row {labels.Count + 1}");
        var bytes = new byte[header.Type.Size];
        for (long row = 1; row <= header.Count; row++) labels.Add(Encoding.UTF8.GetBytes(Text(bytes, row)), row);
        return ClassVector.Of(labels, place);
    }

    private string Text(byte[] bytes, long row)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InputException(
                $"{place} is cut off: {header.Count} texts of {bytes.Length} bytes are announced, number {row} is not there.");
        try
        {
            Encoding encoding = header.Type.IsUnicode
                ? new UTF32Encoding(header.Type.BigEndian, byteOrderMark: false, throwOnInvalidCharacters: true)
                : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
            return encoding.GetString(bytes).TrimEnd('\0');
        }
        catch (DecoderFallbackException exception)
        {
            throw new InputException($"{place}, row {row}: the text is not {(header.Type.IsUnicode ? "Unicode" : "UTF-8")}.", exception);
        }
    }

    // Reading past the end also makes gzip and zip verify their length and check value.
    private void End()
    {
        if (stream.ReadByte() >= 0)
            throw new InputException(
                $"{place} has more bytes after the {header.Count} elements of its shape {header.ShapeText}: save one array per file.");
    }
}
