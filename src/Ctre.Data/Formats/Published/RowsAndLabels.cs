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
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    /// <exception cref="InputException">The files cannot be read or don't fit together.</exception>
    public static Dataset Read(string rowsPath, string labelsPath, string name, MemoryBudget? budget)
    {
        DenseRows rows = InputFile.Read(rowsPath, stream => Rows(stream, rowsPath, budget));
        (int[] labels, string[] names) = InputFile.Read(labelsPath, stream => Labels(stream, labelsPath, budget));
        if (labels.Length != rows.Count)
            throw new InputException($"{labelsPath} has {labels.Length} labels for the {rows.Count} rows of {rowsPath}.");
        return new Dataset(name, rows, labels, names);
    }

    private static DenseRows Rows(Stream stream, string file, MemoryBudget? budget)
    {
        DelimitedText text = new(stream, file, budget, DelimitedText.Blanks);
        DenseRows? rows = null;
        while (text.Read())
        {
            TextRecord record = text.Record;
            rows ??= new DenseRows(record.Count, budget);
            if (record.Count != rows.Features)
                throw new InputException($"{file}, row {record.Row}: found {record.Count} columns, expected {rows.Features}.");
            Span<float> row = rows.AddRow();
            for (int column = 0; column < row.Length; column++)
            {
                if (!NumberCell.TryRead(record[column], out row[column]))
                    throw NumberCell.Refusal(record[column], $"{file}, row {record.Row}, column {column + 1}");
            }
        }

        return rows ?? throw new InputException($"{file} is empty.");
    }

    private static (int[] Labels, string[] Names) Labels(Stream stream, string file, MemoryBudget? budget)
    {
        DelimitedText text = new(stream, file, budget, DelimitedText.Blanks);
        ClassLabels labels = new(file, "column 1", budget);
        while (text.Read())
        {
            if (text.Record.Count != 1)
                throw new InputException($"{file}, row {text.Record.Row}: found {text.Record.Count} columns, expected 1 label.");
            labels.Add(text.Record[0], text.Record.Row);
        }

        return labels.Finish();
    }
}
