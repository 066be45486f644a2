using System.ComponentModel;
using System.Text.Json.Nodes;
using Ctre.Cli.Comparison;
using Ctre.Data;
using Ctre.Tests.Architecture;

namespace Ctre.Cli.Tests;

/// <summary>The statistics of comparisons against SciPy and rational arithmetic, by <c>comparison_statistics.py</c>.</summary>
public sealed class StatisticsJudgeTests(Workplace place) : IClassFixture<Workplace>
{
    private const int Cases = 1000, MostExact = 1000, NotInstalled = 3;
    private const double Tolerance = 1e-12;

    private static readonly string[] Names = ["set", "rigl", "cte", "static", "ctre-sim"];
    private static readonly JsonObject NoRecipe = [];
    private static readonly int[] TestRows = [7, 10, 24, 80, 600, 1559, 2947, 10_000, 8192 * 3, 11_000_000];

    [Fact]
    public void Ranks_and_probabilities_of_1000_comparisons_are_those_of_SciPy()
    {
        var random = new Random(20);
        ComparedData[] data = [.. Enumerable.Range(0, 4).Select(Load)];
        Case[] cases = [.. Enumerable.Range(0, Cases).Select(number => Draw(number, data, random))];
        File.WriteAllLines(place.PathOf("cases"), cases.Select(one => one.Json.ToJsonString()));
        Judge();

        string[] judged = File.ReadAllLines(place.PathOf("judged"));
        Assert.Equal(Cases, judged.Length);
        foreach ((Case one, string line) in cases.Zip(judged)) Compare(one.Summary, one.Methods, JsonNode.Parse(line)!);
        int[] counts = [.. cases.SelectMany(one => one.Summary.Comparisons).Select(one => one.Wins + one.Losses)];
        Assert.Contains(counts, count => count > MostExact);
        Assert.Contains(counts, count => count is > 100 and <= MostExact);
        Assert.Contains(cases.SelectMany(one => one.Summary.Comparisons), one => one.Wins + one.Losses < one.Pairs);
    }

    private static void Compare(Summary summary, string[] methods, JsonNode expected)
    {
        Assert.Equal(methods.Length, summary.Ranks.Count);
        foreach ((string method, double rank) in summary.Ranks)
            Equal((double)expected["ranks"]![Array.IndexOf(methods, method)]!, rank);
        Assert.Equal(methods.Length - 1, summary.Comparisons.Count);
        foreach ((PairedComparison one, JsonNode? test) in summary.Comparisons.Zip(expected["tests"]!.AsArray()))
        {
            Assert.Equal(((int)test!["better"]!, (int)test["worse"]!), (one.Wins, one.Losses));
            Equal((double)test["meanDifference"]!, one.Difference);
            Equal((double)test["p"]!, one.Probability);
            Equal((double)test["pHolm"]!, one.Corrected);
        }
    }

    private static void Equal(double expected, double actual) => Assert.True(
        Math.Abs(expected - actual) <= Tolerance * Math.Abs(expected), $"{actual:R} should be {expected:R}");

    /// <summary>Accuracies near each other, so that ties, zeros and equal means abound; every tenth case has hardly any.</summary>
    private static Case Draw(int number, ComparedData[] all, Random random)
    {
        string[] methods = [.. Names.Skip(random.Next(2)).Take(2 + random.Next(4))];
        (ComparedData[] data, int seeds) = number % 250 == 0 ? (all, 400)
            : number % 50 == 0 ? (all, 40)
            : ([.. all.Take(1 + random.Next(4))], 1 + random.Next(6));
        int[] rows = [.. data.Select(_ => number % 10 == 1 ? TestRows[^1] : TestRows[random.Next(TestRows.Length)])];
        var (cells, results, right) = (new List<PlannedRun>(), new List<RunResult>(), new JsonArray());
        foreach ((ComparedData one, int count) in data.Zip(rows))
        {
            int spread = number % 10 == 1 ? count : Math.Min(count, 4 + random.Next(12)), least = random.Next(count - spread + 1);
            var ofData = new JsonArray();
            right.Add(ofData);
            foreach (string method in methods)
            {
                int[] answers = [.. Enumerable.Range(0, seeds).Select(_ => least + random.Next(spread + 1))];
                ofData.Add(new JsonArray([.. answers.Select(answer => JsonValue.Create(answer))]));
                var cell = new PlannedRun(one, Recipe.Default with { Method = method }, "");
                cells.AddRange(answers.Select(_ => cell));
                results.AddRange(answers.Select(answer => Result(one, (double)answer / count)));
            }
        }

        var summary = new Summary(cells, results);
        JsonObject json = new()
        {
            ["mostExact"] = MostExact,
            ["rows"] = new JsonArray([.. rows.Select(count => JsonValue.Create(count))]),
            ["right"] = right,
            ["reference"] = Array.IndexOf(methods, summary.Reference),
        };
        return new Case(methods, summary, json);
    }

    private static RunResult Result(ComparedData data, double accuracy) => new()
    {
        Data = data.Name,
        DataDigest = data.Digest,
        Recipe = NoRecipe,
        Processor = "",
        TestAccuracy = accuracy,
    };

    private ComparedData Load(int number)
    {
        place.Write($"data{number}.csv", "a,class\n1,x\n2,y\n");
        return ComparedData.Load(new DataRequest(place.PathOf($"data{number}.csv")));
    }

    private void Judge()
    {
        string script = Path.Combine(Repository.Root, "tests/Ctre.Cli.Tests/comparison_statistics.py");
        foreach (string python in (string[])["python3", "/usr/bin/python3", "python"])
        {
            CliRun run;
            try
            {
                run = Cli.RunProgram(place.Folder, python, [script, "cases", "judged"]);
            }
            catch (Win32Exception)
            {
                continue;
            }

            if (run.Code == NotInstalled) continue;
            run.Succeeded();
            return;
        }

        Assert.Skip("No Python with NumPy and SciPy is here.");
    }

    private sealed record Case(string[] Methods, Summary Summary, JsonObject Json);
}
