using Ctre.Data.Files;

namespace Ctre.Data.Formats.Text;

/// <summary>
/// Reads a text table with one row per line: numbers, categories and one class label, separated by commas, semicolons, tabs or
/// blanks, with or without a header. Gzip is read through.
/// </summary>
internal static class CsvReader
{
    private const int LookAhead = 1000, LookAheadBytes = 4 << 20;

    /// <summary>The format, which takes any file.</summary>
    public static DataFormat Format { get; } = new(
        "csv", "text tables: what no other format claims", _ => true, (path, options) => new LoadedData(Read(path, options)))
    {
        TableExtensions = [".csv", ".tsv", ".tab"],
        Folders = [KnownTables.Pairs, KnownTables.Single],
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; its name without extension becomes the name of the data set.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="InputException">The file cannot be read or is no such table; the message says where and why.</exception>
    public static Dataset Read(string path, DataSourceOptions options) =>
        InputFile.Read(path, stream => Read(stream, path, InputFile.ShortName(path), options));

    /// <summary>Reads a stream of text.</summary>
    /// <param name="stream">The text, UTF-8.</param>
    /// <param name="name">What to call it, as data set and in messages.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="InputException">This is no such table; the message says where and why.</exception>
    public static Dataset Read(Stream stream, string name, DataSourceOptions options) => Read(stream, name, name, options);

    /// <summary>Reads a stream that messages call by its file, and the data set by its name.</summary>
    internal static Dataset Read(Stream stream, string file, string name, DataSourceOptions options)
    {
        DelimitedText text = new(stream, file, options.Budget);
        TextRecord[] first = First(text);
        if (first.Length == 0) throw new InputException($"{file} is empty.");

        TableLayout layout = TableLayout.Detect(first, options, file);
        if (layout.HasHeader && first.Length == 1) throw new InputException($"{file} has a header row but no rows of data.");
        TableRows rows = new(layout, file, options);
        foreach (TextRecord record in first.AsSpan(layout.HasHeader ? 1 : 0)) rows.Add(record);
        while (text.Read()) rows.Add(text.Record);
        return rows.ToDataset(name);
    }

    /// <summary>Copies of the first records, from which the layout is found: at least two if there are as many.</summary>
    internal static TextRecord[] First(DelimitedText text)
    {
        List<TextRecord> first = [];
        for (int bytes = 0; first.Count < 2 || (first.Count < LookAhead && bytes < LookAheadBytes);)
        {
            if (!text.Read()) break;
            first.Add(text.Record.Copy());
            bytes += first[^1].Bytes;
        }

        return [.. first];
    }
}
