using System.Globalization;

namespace Ctre.Data.Formats;

/// <summary>Collects the labels of a table as they come, and gives the classes names and an order at the end.</summary>
internal sealed class ClassLabels
{
    private readonly string file, column;
    private readonly NamedTexts known;
    private readonly List<long> firstRows = [];
    private readonly BlockList<int> labels;

    /// <summary>Starts without labels; file and column are for messages.</summary>
    public ClassLabels(string file, string column, MemoryBudget? budget)
    {
        this.file = file;
        this.column = column;
        known = new NamedTexts(Dataset.MaxClasses, budget);
        labels = new BlockList<int>(budget);
    }

    public long Count => labels.Count;

    public void Add(ReadOnlySpan<byte> text, long row)
    {
        if (text.IsEmpty) throw new InputException($"{file}, row {row}, {column}: the label is empty; every row needs one.");
        if (text is [(byte)'?']) throw new InputException($"{file}, row {row}, {column}: the label is missing ('?'); every row needs one.");
        int label = known.Number(text, out string? problem);
        if (problem is not null && known.Texts.Count == Dataset.MaxClasses)
            throw new InputException(
                $"{file}, row {row}, {column}: more than {Dataset.MaxClasses} different labels; is this an identifier or a measured "
                + "value? Choose another label column (--label NAME, or its number from 0).");
        if (problem is not null) throw new InputException($"{file}, row {row}, {column}: the label {CellText.Quote(text)} {problem}.");
        if (label == firstRows.Count) firstRows.Add(row);
        labels.Add(label);
    }

    /// <summary>
    /// One class index per row, and the class names: integers in numeric order if every label is a number ("1." becomes
    /// "1"), else the texts in ordinal order.
    /// </summary>
    public (int[] Labels, string[] Names) Finish()
    {
        string[] texts = [.. known.Texts];
        string[] names = Numbers(texts) is { } numbers ? Canonical(texts, numbers) : texts;
        string[] ordered = names == texts
            ? [.. texts.Order(StringComparer.Ordinal)]
            : [.. names.Distinct().OrderBy(name => double.Parse(name, CultureInfo.InvariantCulture))];

        Dictionary<string, int> position = [];
        for (int i = 0; i < ordered.Length; i++) position[ordered[i]] = i;
        int[] final = [.. names.Select(name => position[name])], indices = labels.Take();
        for (int row = 0; row < indices.Length; row++) indices[row] = final[indices[row]];
        return (indices, ordered);
    }

    // Null unless all of them are numbers; those beyond 2^53 differ as text only.
    private static double[]? Numbers(string[] texts)
    {
        var numbers = new double[texts.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            bool isNumber = double.TryParse(texts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]);
            if (!isNumber || (Math.Abs(numbers[i]) >= 1L << 53 && double.IsFinite(numbers[i]))) return null;
        }

        return numbers;
    }

    private string[] Canonical(string[] texts, double[] numbers)
    {
        var names = new string[texts.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            string place = $"{file}, row {firstRows[i]}, {column}: the label {CellText.Quote(texts[i])}";
            if (!double.IsFinite(numbers[i]))
                throw new InputException($"{place} is not finite; a class needs an integer or a name.");
            if (numbers[i] != Math.Truncate(numbers[i]))
                throw new InputException(
                    $"{place} is not an integer: a continuous target cannot be a class (regression is not supported); "
                    + "choose another label column (--label NAME, or its number from 0).");
            names[i] = ((long)numbers[i]).ToString(CultureInfo.InvariantCulture);
        }

        return names;
    }
}
