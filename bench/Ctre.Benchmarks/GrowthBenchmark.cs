using System.Globalization;
using Ctre.Benchmarking;
using Ctre.Data;

namespace Ctre.Benchmarks;

/// <summary>Growth by similarity on real images: how long it takes and how good the pairs are that it finds, by sampled rows.</summary>
internal static class GrowthBenchmark
{
    public static void Run()
    {
        Console.WriteLine("| data | ε or density | epochs | rows | growth, ms | of an epoch | mass, layer by layer |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---|");
        foreach (string name in new[] { "mnist", "fashion-mnist" })
        {
            LoadedData loaded = DataSource.Load(name, new DataSourceOptions());
            DataSplit split = DataSplit.Create(loaded.Training, loaded.Test, 0.2, 0.1, 0);
            foreach (int epochs in new[] { 8 })
                foreach (double? density in new double?[] { null, 0.01 })
                    foreach (int rows in new[] { 1024, 1024, 1024 })
                    {
                        GrowthSpeed[] speeds = GrowthSteps.Measure(split, new Recipe { Epochs = epochs, Density = density, SimilarityRows = rows }, Environment.ProcessorCount, default);
                        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                            $"| {name} | {(density is { } d ? $"{100 * d} %" : "ε = 1")} | {epochs} | {rows} | {1000 * speeds.Sum(s => s.AutoSeconds):F1} | {100 * GrowthSpeed.ShareOfEpoch(speeds):F0} % | {string.Join(", ", speeds.Select(s => $"{100 * s.MassRatio:F1}"))} |"));
                    }
        }
    }
}
