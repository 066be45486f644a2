namespace Ctre.Data;

/// <summary>
/// Reads a text table with one row per line: numbers and one class label, separated by commas, semicolons, tabs or blanks,
/// with or without a header. Gzip is read through.
/// </summary>
public static class CsvReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; its name without extension becomes the name of the data set.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="InputException">The file cannot be read or is no such table; the message says where and why.</exception>
    public static Dataset Read(string path, CsvOptions options) =>
        InputFile.Read(path, stream => Read(stream, path, InputFile.ShortName(path), options));

    /// <summary>Reads a stream of text.</summary>
    /// <param name="stream">The text, UTF-8.</param>
    /// <param name="name">What to call it, as data set and in messages.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="InputException">This is no such table; the message says where and why.</exception>
    public static Dataset Read(Stream stream, string name, CsvOptions options) => Read(stream, name, name, options);

    /// <summary>Reads a stream that messages call by its file, and the data set by its name.</summary>
    internal static Dataset Read(Stream stream, string file, string name, CsvOptions options)
    {
        DelimitedText text = new(stream, file);
        if (!text.Read()) throw new InputException($"{file} is empty.");
        TextRecord first = text.Record.Copy();
        TextRecord? second = text.Read() ? text.Record.Copy() : null;

        TableLayout layout = TableLayout.Detect(first, second, options, file);
        TableRows rows = new(layout, file, options.SkipLabels);
        if (!layout.HasHeader) rows.Add(first);
        else if (second is null) throw new InputException($"{file} has a header row but no rows of data.");
        if (second is not null) rows.Add(second);
        while (text.Read()) rows.Add(text.Record);
        return rows.ToDataset(name);
    }
}
