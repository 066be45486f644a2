using System.Runtime.InteropServices;
using Ctre.Data.Formats.Text;

namespace Ctre.Data.Formats.Arrays;

/// <summary>Collects the numbers of an array row after row: features and, if one column is the label, labels.</summary>
internal sealed class ArrayRows
{
    private readonly string place;
    private readonly int columns, labelColumn, features;
    private readonly RowList rows;
    private readonly MemoryBudget? budget;
    private readonly ClassLabels? labels;
    private float[] cells = [];
    private long row = 1;
    private int column;

    /// <summary>Starts without rows.</summary>
    /// <param name="place">File and array, for messages.</param>
    /// <param name="columns">Numbers of a row.</param>
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    /// <param name="labelColumn">Which of them is the label, from 0; −1 for none.</param>
    /// <param name="skipLabels">Whether the label column is skipped.</param>
    /// <exception cref="InputException">There would be no feature.</exception>
    public ArrayRows(string place, int columns, MemoryBudget? budget, int labelColumn = -1, bool skipLabels = false)
    {
        this.place = place;
        this.columns = columns;
        this.labelColumn = labelColumn;
        if (labelColumn >= 0 && columns == 1) throw new InputException($"{place} has one column only: a label needs features beside it.");
        features = labelColumn < 0 ? columns : columns - 1;
        this.budget = budget;
        rows = new RowList(place, features, budget);
        if (labelColumn >= 0 && !skipLabels) labels = new ClassLabels(place, $"column {labelColumn + 1}", budget);
    }

    /// <summary>Adds complete numbers, in the byte order of this machine.</summary>
    public void Add(NumberType type, ReadOnlySpan<byte> numbers)
    {
        if (cells.Length == 0)
        {
            budget?.Spend(sizeof(float) * (long)features);
            cells = new float[features];
        }

        while (!numbers.IsEmpty)
        {
            int count = 1;
            if (column == labelColumn)
            {
                labels?.Add(type.Text(numbers), row);
            }
            else
            {
                int end = column < labelColumn ? labelColumn : columns;
                count = Math.Min(end - column, numbers.Length / type.Size);
                Span<float> target = cells.AsSpan(column - (features < columns && column > labelColumn ? 1 : 0), count);
                type.Convert(numbers[..(count * type.Size)], target);
                Check(target, type, numbers);
            }

            numbers = numbers[(count * type.Size)..];
            column += count;
            if (column < columns) continue;
            rows.AddRow(cells);
            column = 0;
            row++;
        }
    }

    /// <summary>Says what is wrong with the array.</summary>
    public InputException Refusal(string reason) => new($"{place}: {reason}.");

    public Dataset ToDataset(string name)
    {
        if (labels is null) return rows.Take(name, [], []);
        (int[] indices, string[] names) = labels.Finish();
        Dataset data = rows.Take(name, indices, names);
        return data.Described(data.Columns, new LabelColumn(labelColumn, null), notes: []);
    }

    private void Check(ReadOnlySpan<float> values, NumberType type, ReadOnlySpan<byte> numbers)
    {
        const int Infinity = 0x7F800000;
        // As integers, which are compared many at a time.
        int found = MemoryMarshal.Cast<float, int>(values).IndexOfAny(Infinity, Infinity | int.MinValue);
        if (found >= 0)
            throw NumberCell.Refusal(type.Text(numbers[(found * type.Size)..]), $"{place}, row {row}, column {column + found + 1}");
    }
}
