using Ctre.Data.Files;
using Ctre.Data.Formats.Text;

namespace Ctre.Data.Formats.Published;

/// <summary>Reads one part of a data set from two files: blank-separated numbers, a row per line, and one label per line.</summary>
internal static class RowsAndLabels
{
    /// <summary>Reads both files; gzip is read through.</summary>
    /// <param name="rowsPath">The numbers.</param>
    /// <param name="labelsPath">The labels.</param>
    /// <param name="name">What to call the data set.</param>
    /// <exception cref="InputException">The files cannot be read or don't fit together.</exception>
    public static Dataset Read(string rowsPath, string labelsPath, string name)
    {
        (int features, float[] values) = InputFile.Read(rowsPath, stream => Values(stream, rowsPath));
        (int[] labels, string[] names) = InputFile.Read(labelsPath, stream => Labels(stream, labelsPath));
        int rows = values.Length / features;
        if (labels.Length != rows)
            throw new InputException($"{labelsPath} has {labels.Length} labels for the {rows} rows of {rowsPath}.");
        return new Dataset(name, features, values, labels, names);
    }

    private static (int Features, float[] Values) Values(Stream stream, string file)
    {
        DelimitedText text = new(stream, file, DelimitedText.Blanks);
        ValueList values = new(file);
        int features = 0;
        while (text.Read())
        {
            TextRecord record = text.Record;
            if (features == 0) features = record.Count;
            if (record.Count != features)
                throw new InputException($"{file}, row {record.Row}: found {record.Count} columns, expected {features}.");
            for (int column = 0; column < features; column++)
            {
                if (!NumberCell.TryRead(record[column], out float value))
                    throw NumberCell.Refusal(record[column], $"{file}, row {record.Row}, column {column + 1}");
                values.Add(value);
            }
        }

        if (features == 0) throw new InputException($"{file} is empty.");
        return (features, values.Take());
    }

    private static (int[] Labels, string[] Names) Labels(Stream stream, string file)
    {
        DelimitedText text = new(stream, file, DelimitedText.Blanks);
        ClassLabels labels = new(file, "column 1");
        while (text.Read())
        {
            if (text.Record.Count != 1)
                throw new InputException($"{file}, row {text.Record.Row}: found {text.Record.Count} columns, expected 1 label.");
            labels.Add(text.Record[0], text.Record.Row);
        }

        return labels.Finish();
    }
}
