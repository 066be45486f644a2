namespace Ctre.Data.Formats.Arrays;

/// <summary>Puts a data set together from named arrays: those of an archive, the variables of a file, the files of a folder.</summary>
/// <param name="Place">File or folder, for messages.</param>
/// <param name="Names">The arrays that are there.</param>
/// <param name="ReadRows">Reads an array of features, without labels.</param>
/// <param name="ReadLabels">Reads an array of labels.</param>
internal sealed record ArrayParts(
    string Place, IReadOnlyCollection<string> Names, Func<string, Dataset> ReadRows, Func<string, ClassVector> ReadLabels)
{
    private const int Listed = 8;

    /// <summary>What else is there, for messages.</summary>
    public IReadOnlyCollection<string> Others { get; init; } = [];

    /// <summary>Finds labels that are not among the arrays; null if there are none.</summary>
    public Func<ClassVector?> LabelsElsewhere { get; init; } = () => null;

    /// <summary>
    /// The rows to train on, and those to test on if there are any. For a trained model: the rows to test on if there are any, else
    /// all; their labels may be missing.
    /// </summary>
    /// <param name="forModel">Whether the rows are for a trained model.</param>
    /// <param name="skipLabels">Whether labels are skipped.</param>
    /// <exception cref="InputException">Features or labels are not there, cannot be read or don't fit together.</exception>
    public LoadedData Read(bool forModel, bool skipLabels)
    {
        string[] order = forModel
            ? [ArrayNames.Test, ArrayNames.Whole, ArrayNames.Train]
            : [ArrayNames.Train, ArrayNames.Whole, ArrayNames.Test];
        string[] parts = [.. order.Where(part => ArrayNames.Features(Names, part, Place) is not null)];
        if (parts.Length == 0) throw NoFeatures();
        Dataset first = ReadPart(parts[0], forModel, skipLabels);
        bool hasTest = !forModel && parts.Length > 1 && parts[^1] == ArrayNames.Test;
        return new LoadedData(first, hasTest ? ReadPart(ArrayNames.Test, forModel, skipLabels) : null);
    }

    private Dataset ReadPart(string part, bool forModel, bool skipLabels)
    {
        string features = ArrayNames.Features(Names, part, Place)!;
        ClassVector? labels = null;
        if (!skipLabels)
        {
            labels = ArrayNames.Labels(Names, part, Place) is { } name
                ? ReadLabels(name)
                : part == ArrayNames.Whole ? LabelsElsewhere() : null;
            if (labels is null && !forModel) throw NoLabels(features, part);
        }

        Dataset rows = ReadRows(features);
        return labels is null ? rows : labels.Label(rows, $"{Place}, {features}");
    }

    private InputException NoFeatures() => new(
        $"{Place} holds no array of features that is called X, data, features or images, or X_train and the like; it holds {List()}.");

    private InputException NoLabels(string features, string part) => new(
        $"{Place}: there are no labels for {features}, expected an array y{(part.Length > 0 ? "_" + part : "")}, target or labels "
        + $"beside it; it holds {List()}.");

    private string List()
    {
        string[] all = [.. Names.Order(StringComparer.Ordinal), .. Others];
        if (all.Length == 0) return "no arrays";
        return string.Join(", ", all.Take(Listed).Select(CellText.Quote)) + (all.Length > Listed ? $" and {all.Length - Listed} more" : "");
    }
}
