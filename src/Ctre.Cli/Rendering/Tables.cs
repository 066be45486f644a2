using Spectre.Console;

namespace Ctre.Cli.Rendering;

/// <summary>Tables in one style; cells are plain text, whatever they hold.</summary>
internal static class Tables
{
    /// <summary>An empty table; the first column is aligned left, the others right.</summary>
    public static Table Of(params IEnumerable<string> columns)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string column in columns)
        {
            bool first = table.Columns.Count == 0;
            table.AddColumn(new TableColumn(Cell(column))
            {
                Alignment = first ? Justify.Left : Justify.Right,
                NoWrap = true,
                // Narrow, so that eight columns fit a terminal of 80.
                Padding = new Padding(first ? 0 : 1, 0, 0, 0),
            });
        }

        return table;
    }

    /// <summary>Adds a row.</summary>
    public static void Add(this Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(Cell));

    /// <summary>Writes a line of plain text; however long it is, it stays one line, as a command to copy must.</summary>
    public static void Line(this IAnsiConsole console, string text) => console.Profile.Out.Writer.WriteLine(PlainText.Line(text));

    private static Text Cell(string text) => new(PlainText.Line(text));
}
