namespace Ctre.Data.Formats.Arrays;

/// <summary>The labels of some rows, from an array of their own.</summary>
/// <param name="Place">File and array, for messages.</param>
/// <param name="Labels">One class index per row.</param>
/// <param name="Names">The names of the classes.</param>
internal sealed record ClassVector(string Place, int[] Labels, string[] Names)
{
    /// <summary>Reads labels that are numbers: integers, whatever their type.</summary>
    /// <exception cref="InputException">There are fewer than announced, or they cannot be classes.</exception>
    public static ClassVector Read(NumberStream numbers, string place)
    {
        NumberType type = numbers.Type;
        ClassLabels labels = new(place, "column 1", numbers.Budget);
        for (ReadOnlySpan<byte> piece; !(piece = numbers.Next()).IsEmpty;)
        {
            for (; !piece.IsEmpty; piece = piece[type.Size..]) labels.Add(type.Text(piece), labels.Count + 1);
        }

        return Of(labels, place);
    }

    /// <summary>The labels that were collected.</summary>
    public static ClassVector Of(ClassLabels labels, string place)
    {
        (int[] indices, string[] names) = labels.Finish();
        return new ClassVector(place, indices, names);
    }

    /// <summary>The rows with these labels.</summary>
    /// <param name="rows">Rows without labels.</param>
    /// <param name="rowsPlace">Their file and array, for messages.</param>
    /// <exception cref="InputException">There are not as many rows as labels.</exception>
    public Dataset Label(Dataset rows, string rowsPlace) => rows.Rows == Labels.Length
        ? rows.WithLabels(Labels, Names)
        : throw new InputException($"{Place} has {Labels.Length} labels for the {rows.Rows} rows of {rowsPlace}.");
}
