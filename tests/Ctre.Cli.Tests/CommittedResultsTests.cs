using System.Globalization;
using Ctre.Cli.Comparison;
using Ctre.Data;
using Ctre.Tests.Architecture;

namespace Ctre.Cli.Tests;

/// <summary>The tables under <c>bench/results</c>, recomputed from their runs.</summary>
public sealed class CommittedResultsTests(Workplace place) : IClassFixture<Workplace>
{
    [Theory]
    [InlineData("paper")]
    [InlineData("tuned")]
    [InlineData("one-percent")]
    [InlineData("density")]
    public void Committed_summaries_follow_from_the_committed_runs(string name)
    {
        string folder = Path.Combine(Repository.Root, "bench/results", name);
        string[][] table = [.. File.ReadLines(Path.Combine(folder, "results.csv")).Select(line => line.Split(','))];
        Dictionary<string, string>[] rows = [.. table.Skip(1).Select(row => table[0].Zip(row).ToDictionary())];
        Dictionary<string, ComparedData> data = rows.Select(row => row["data"]).Distinct().ToDictionary(set => set, Load);
        var summary = new Summary([.. rows.Select(row => Cell(row, data[row["data"]]))], [.. rows.Select(Result)]);

        Assert.Equal(File.ReadAllText(Path.Combine(folder, "summary.csv")), ResultTables.OfSummary(summary));
        string[] committed = File.ReadAllLines(Path.Combine(folder, "summary.md"));
        string[] lines = [.. MarkdownSummary.Of("", [], summary, "", []).Split('\n').Where(line => line.StartsWith('|'))];
        Assert.Contains(lines, line => line.StartsWith("| set | ", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Contains(line, committed));
    }

    private static PlannedRun Cell(Dictionary<string, string> row, ComparedData data)
    {
        Recipe recipe = Recipe.Default with { Method = row["method"], Seed = (long)Number(row, "seed") };
        recipe = row["density"] == ""
            ? recipe with { Epsilon = Number(row, "epsilon") }
            : recipe with { Density = Number(row, "density") };
        return new PlannedRun(data, recipe, "");
    }

    private static RunResult Result(Dictionary<string, string> row)
    {
        Assert.Equal("", row["failure"]);
        return new RunResult
        {
            Data = row["data"],
            DataDigest = "",
            Recipe = [],
            Processor = row["processor"],
            TestAccuracy = Number(row, "test_accuracy"),
            ValidationAccuracy = Number(row, "validation_accuracy"),
            Connections = (long)Number(row, "connections"),
            TrainingSeconds = Number(row, "training_seconds"),
            TopologySeconds = Number(row, "topology_seconds"),
            TrainingFlops = Number(row, "training_flops"),
            TrainingFlopsOfDense = Number(row, "training_flops_of_dense"),
            InferenceFlops = Number(row, "inference_flops"),
            InferenceFlopsOfDense = Number(row, "inference_flops_of_dense"),
            ModelBytes = (long)Number(row, "model_bytes"),
        };
    }

    private static double Number(Dictionary<string, string> row, string column) =>
        double.Parse(row[column], CultureInfo.InvariantCulture);

    private ComparedData Load(string name)
    {
        place.Write($"{name}.csv", "a,class\n1,x\n2,y\n");
        return ComparedData.Load(new DataRequest(place.PathOf($"{name}.csv")));
    }
}
