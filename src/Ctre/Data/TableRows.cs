namespace Ctre.Data;

/// <summary>Collects the rows of a text table as numbers and labels.</summary>
internal sealed class TableRows
{
    private readonly TableLayout layout;
    private readonly string file;
    private readonly RowList values;
    private readonly ClassLabels? labels;

    /// <summary>Starts without rows; labels that are to be skipped are not looked at.</summary>
    public TableRows(TableLayout layout, string file, bool skipLabels)
    {
        this.layout = layout;
        this.file = file;
        values = new RowList(file, layout.Features);
        if (layout.LabelColumn >= 0 && !skipLabels) labels = new ClassLabels(file, layout.NameOf(layout.LabelColumn));
    }

    public void Add(TextRecord record)
    {
        if (record.Count != layout.Columns)
            throw new InputException($"{file}, row {record.Row}: found {record.Count} columns, expected {layout.Columns}.");
        for (int column = 0; column < record.Count; column++)
        {
            if (column == layout.LabelColumn) labels?.Add(record[column], record.Row);
            else if (NumberCell.TryRead(record[column], out float value)) values.Add(value);
            else throw NumberCell.Refusal(record[column], $"{file}, row {record.Row}, {layout.NameOf(column)}");
        }
    }

    public Dataset ToDataset(string name)
    {
        if (labels is null) return values.Take(name, [], []);
        (int[] indices, string[] names) = labels.Finish();
        return values.Take(name, indices, names).WithLabelColumn(layout.Label);
    }
}
