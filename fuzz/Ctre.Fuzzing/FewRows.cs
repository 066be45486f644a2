using Ctre.Data;

namespace Ctre.Fuzzing;

/// <summary>The rows that sound models and checkpoints were trained on, and that forged checkpoints are resumed with.</summary>
internal static class FewRows
{
    private const int Rows = 60, Features = 5, Classes = 3;

    /// <summary>Rows whose numbers follow from their places.</summary>
    public static DataSplit Split { get; } = DataSplit.Create(Table(), null, 0.2, 0.15, seed: 0);

    /// <summary>The rows before they were split: two columns have names, one has categories.</summary>
    public static Dataset Mixed { get; } = new(
        "few", 3, Values(3, (row, column) => column == 1 ? row / 3 % 3 : row % 7), Labels, Names)
    {
        Columns = [new("size"), new("color", ["red", "green \"x\"", "blau"]), FeatureColumn.Unnamed],
        Label = new LabelColumn(3, "kind"),
    };

    private static string[] Names => ["a", "b", "c"];

    private static int[] Labels => [.. Enumerable.Range(0, Rows).Select(row => row % Classes)];

    private static Dataset Table() => new(
        "few", Features, Values(Features, (row, column) => row % Classes * (column + 1) % 4 + (row * 7 + column) % 5 / 8f), Labels, Names);

    private static float[] Values(int columns, Func<int, int, float> value) =>
        [.. Enumerable.Range(0, Rows).SelectMany(row => Enumerable.Range(0, columns).Select(column => value(row, column)))];
}
