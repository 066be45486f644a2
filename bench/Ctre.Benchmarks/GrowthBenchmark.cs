using Ctre.Benchmarking;
using Ctre.Data;

namespace Ctre.Benchmarks;

internal static class GrowthBenchmark
{
    public static void Run()
    {
        foreach (string name in new[] { "mnist", "fashion-mnist" })
        {
            LoadedData loaded = DataSource.Load(name, new DataSourceOptions { DataDirectory = Environment.GetEnvironmentVariable("CTRE_DATA_DIR") });
            DataSplit split = DataSplit.Create(loaded.Training, loaded.Test, 0.2, 0.1, 0);
            foreach (Recipe recipe in new[] { new Recipe { Epsilon = 1, Epochs = 8 }, new Recipe { Density = 0.01, Epochs = 8 } })
                GrowthSteps.Explore(split, recipe, 2);
        }
    }
}
