using Ctre.Data.Files;

namespace Ctre.Data.Formats.Text;

/// <summary>Collects the rows of one LibSVM file; whether its indices count from 0 or from 1 is decided afterwards.</summary>
internal sealed class LibSvmRows(string file, DataSourceOptions options)
{
    /// <summary>The largest index; a network with more inputs fits into no memory.</summary>
    public const int MostFeatures = 10_000_000;

    // Where each row ends; then the features and values of all.
    private readonly BlockList<int> ends = new(options.Budget), indices = new(options.Budget);
    private readonly BlockList<float> values = new(options.Budget);
    private readonly ClassLabels? labels = options.SkipLabels ? null : new ClassLabels(file, "column 1", options.Budget);
    private bool? labeled;
    private bool hasQueries;

    /// <summary>The smallest index of the file; <see cref="int.MaxValue"/> if there is none.</summary>
    public int Smallest { get; private set; } = int.MaxValue;

    /// <summary>The largest index of the file; 0 if there is none.</summary>
    public int Largest { get; private set; }

    /// <summary>Reads a file; gzip is read through.</summary>
    /// <exception cref="InputException">The file cannot be read or is no such text; the message says where and why.</exception>
    public static LibSvmRows Read(string path, DataSourceOptions options) => InputFile.Read(path, stream =>
    {
        LibSvmRows rows = new(path, options);
        RecordBuffer buffer = new(stream, path, options.Budget, quotes: false);
        while (buffer.Next(DelimitedText.Blanks, out Range line)) rows.Add(buffer.Bytes.AsSpan()[line], buffer.Row);
        return rows.ends.Count > 0 ? rows : throw new InputException($"{path} is empty.");
    });

    /// <summary>The rows as a data set. This collection is empty afterwards.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="first">The index of the first feature, 0 or 1.</param>
    /// <param name="features">The number of features; what lies beyond is left out.</param>
    public Dataset ToDataset(string name, int first, int features)
    {
        int[] kept = [0, .. ends.Take()];
        int to = 0, all = (int)values.Count;
        for (int row = 1, i = 0; row < kept.Length; row++)
        {
            int end = kept[row];
            // Indices rise: those beyond are the last ones.
            for (; i < end && indices[i] - first < features; i++, to++) (indices[to], values[to]) = (indices[i] - first, values[i]);
            (i, kept[row]) = (end, to);
        }

        int beyond = all - to;
        SparseRows rows = new(features, kept, indices.Take(to), values.Take(to));
        (int[] classes, string[] classNames) = labeled == true && labels is not null ? labels.Finish() : ([], []);
        // Where indices count from 0 names say so, to the reader of the next file and to messages.
        return RowStorage.Choose(name, rows, classes, classNames, options.Budget).Described(
            first == 0 ? FeatureColumn.NumberedList(features) : FeatureColumn.UnnamedList(features), null, Notes(first, features, beyond));
    }

    private void Add(ReadOnlySpan<byte> line, long row)
    {
        ReadOnlySpan<byte> word = LibSvmText.Word(ref line);
        if (word.IsEmpty) return;
        bool hasLabel = !word.Contains((byte)':');
        labeled ??= hasLabel;
        if (hasLabel != labeled || (!hasLabel && options.ExpectedColumns is null))
            throw new InputException(
                $"{file}, row {row}: the row {(hasLabel ? "has a label, others have" : "has")} no label; "
                + "a row is 'label index:value index:value …'.");
        if (hasLabel)
        {
            if (word.Contains((byte)','))
                throw new InputException(
                    $"{file}, row {row}: {CellText.Quote(word)} names several labels; every row needs exactly one class.");
            labels?.Add(word, row);
            word = LibSvmText.Word(ref line);
        }

        int previous = -1;
        for (; !word.IsEmpty; word = LibSvmText.Word(ref line))
        {
            if (LibSvmText.IsQuery(word)) hasQueries = true;
            else previous = AddPair(word, previous, row);
        }

        ends.Add((int)values.Count);
    }

    private int AddPair(ReadOnlySpan<byte> word, int previous, long row)
    {
        if (!LibSvmText.Split(word, out int index, out ReadOnlySpan<byte> cell))
            throw new InputException(
                $"{file}, row {row}: {CellText.Quote(word)} is not 'index:value' with an integer as index, such as 7:0.5.");
        if (index > MostFeatures)
            throw new InputException(
                $"{file}, row {row}: the index of {CellText.Quote(word)} is too large; at most {MostFeatures} are allowed.");
        if (index <= previous)
            throw new InputException(
                $"{file}, row {row}: {CellText.Quote(word)} follows index {previous}; the indices of a row must rise.");
        if (!NumberCell.TryRead(cell, out float value)) throw NumberCell.Refusal(cell, $"{file}, row {row}, index {index}");
        Smallest = Math.Min(Smallest, index);
        Largest = Math.Max(Largest, index);
        if (value == 0) return index;
        if (values.Count == Array.MaxLength) throw new InputException($"{file} holds more than {Array.MaxLength} values.");
        indices.Add(index);
        values.Add(value);
        return index;
    }

    private List<string> Notes(int first, int features, int beyond)
    {
        List<string> notes = [];
        if (hasQueries) notes.Add("'qid' is ignored: rows are classified, not ranked");
        if (beyond > 0) notes.Add($"values of features beyond {features - 1 + first}, the last one known, are left out: {beyond}");
        return notes;
    }
}
