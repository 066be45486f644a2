using Ctre.Benchmarking;
using Ctre.Data;

namespace Ctre.Benchmarks;

/// <summary>
/// Growth by similarity on the images of the folder that <c>CTRE_DATA_DIR</c> names: how long the default search takes, and how good the
/// pairs are that it finds, by density, by how long the network has learned, and by the rows that it looks at.
/// </summary>
internal static class GrowthQuality
{
    public static IEnumerable<string> Table()
    {
        yield return "| data | ε or density | epochs learned | rows | growth, ms | of an epoch's training | "
            + "mean similarity by that of the best pairs, layer by layer |";
        yield return "|---|---|---:|---:|---:|---:|---|";
        foreach (string name in new[] { "mnist", "fashion-mnist" })
        {
            LoadedData loaded = DataSource.Load(name, new DataSourceOptions());
            DataSplit split = DataSplit.Create(loaded.Training, loaded.Test, 0.1, Recipe.Default.ValidationFraction, 0);
            foreach (int epochs in new[] { 1, 5, 15 })
                foreach (double? density in new double?[] { null, 0.01 })
                    foreach (int rows in new[] { 512, 1024, 2048 }) yield return Line(name, split, epochs, density, rows);
        }
    }

    private static string Line(string name, DataSplit split, int epochs, double? density, int rows)
    {
        Recipe recipe = new() { Epochs = epochs, Density = density, SimilarityRows = rows };
        GrowthSpeed[] speeds = GrowthSteps.Measure(split, recipe, Environment.ProcessorCount, new Deadline(double.PositiveInfinity),
            default);
        return Tables.Line(
        [
            name, density is { } d ? Tables.Text($"{100 * d} %") : "ε = 1", $"{epochs}", $"{rows}",
            Tables.Text($"{1000 * speeds.Sum(speed => speed.AutoSeconds):F1}"),
            Tables.Text($"{100 * GrowthSpeed.ShareOfEpoch(speeds):F0} %"),
            string.Join(", ", speeds.Select(speed => Tables.Text($"{100 * speed.MassRatio:F1} %"))),
        ]);
    }
}
