using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Ctre.Cli.Rendering;

namespace Ctre.Cli.Comparison;

/// <summary>A finished comparison: its files and its JSON.</summary>
internal sealed class ComparisonReport(
    SettingsSource settings, ParseResult parse, IReadOnlyList<PlannedRun> cells, IReadOnlyList<RunResult> results,
    IReadOnlyList<TunedSettings> tuned, IReadOnlyList<string> skipped)
{
    public Summary Summary { get; } = new(cells, results);

    /// <summary>Writes tables, text and plots.</summary>
    public void Save(ComparisonFolder folder)
    {
        folder.Write(ComparisonFolder.ResultsName, ResultTables.OfRuns(results));
        folder.Write(ComparisonFolder.SummaryName, ResultTables.OfSummary(Summary));
        (string File, string Svg)[] plots = [.. ComparisonPlots.Of(Summary)];
        foreach ((string file, string svg) in plots) folder.Write(Path.Combine(ComparisonFolder.PlotsName, file), svg);
        string text = MarkdownSummary.Of(Title, Notes(), Summary, AllSettings(), [.. plots.Select(plot => plot.File)]);
        folder.Write(ComparisonFolder.TextName, text);
    }

    /// <summary>The comparison as <c>--json</c> gives it.</summary>
    /// <param name="output">The folder.</param>
    public JsonObject ToJson(string output) => new()
    {
        ["output"] = output,
        ["regime"] = EnumNames<SettingsSource>.Of(settings),
        ["runs"] = results.Count,
        ["failed"] = results.Count(result => result.Failure is not null),
        ["skipped"] = JsonText.Texts(skipped),
        ["rows"] = new JsonArray([.. Summary.Rows.Select(row => new JsonObject
        {
            ["data"] = row.Data,
            ["method"] = row.Method,
            ["connectivity"] = row.Connectivity,
            ["runs"] = row.Runs.Count,
            ["failed"] = row.Runs.Count - row.Finished.Count,
            ["testAccuracy"] = JsonText.Number(row.Accuracy),
            ["deviation"] = JsonText.Number(row.Deviation),
            ["validationAccuracy"] = JsonText.Number(row.ValidationAccuracy),
            ["connections"] = JsonText.Number(row.Connections),
            ["trainingSeconds"] = JsonText.Number(row.TrainingSeconds),
            ["topologySeconds"] = JsonText.Number(row.TopologySeconds),
            ["trainingFlops"] = JsonText.Number(row.TrainingFlops),
            ["inferenceFlops"] = JsonText.Number(row.InferenceFlops),
            ["modelBytes"] = JsonText.Number(row.ModelBytes),
        })]),
        ["ranks"] = new JsonArray([.. Summary.Ranks.Select(rank => new JsonObject
        {
            ["method"] = rank.Method,
            ["meanRank"] = rank.MeanRank,
        })]),
        ["reference"] = Summary.Reference,
        ["tests"] = new JsonArray([.. Summary.Comparisons.Select(one => new JsonObject
        {
            ["method"] = one.Method,
            ["pairs"] = one.Pairs,
            ["better"] = one.Wins,
            ["worse"] = one.Losses,
            ["meanDifference"] = JsonText.Number(one.Difference),
            ["p"] = one.Probability,
            ["pHolm"] = one.Corrected,
        })]),
    };

    private string Title => settings switch
    {
        SettingsSource.Paper => "Comparison with the CTRE paper's settings for every method",
        SettingsSource.Tuned => "Comparison with the settings that suit each method best",
        _ => "Comparison",
    };

    private List<string> Notes()
    {
        // The output folder and the number of jobs do not affect the results.
        string[] silent = ["--output", "--jobs", "--quiet", "--json", "--force", "--data-dir"];
        IEnumerable<string> words = parse.CommandResult.Children.SelectMany(child => child switch
        {
            ArgumentResult argument => argument.Tokens.Select(token => token.Value),
            OptionResult { Implicit: false } option when !silent.Contains(option.Option.Name) =>
                option.Tokens.Select(token => token.Value).Prepend(option.Option.Name),
            _ => [],
        });
        List<string> notes =
        [
            $"`ctre compare {string.Join(' ', words.Select(PlainText.Line))}`: {results.Count} runs, "
            + $"seeds {string.Join(", ", cells.Select(cell => cell.Recipe.Seed).Distinct())}, each on one thread of "
            + $"{EnglishList.Join([.. results.Select(result => result.Processor).Distinct()], "or")}.",
        ];
        if (skipped.Count > 0) notes.Add($"Skipped, because they were not there: {string.Join(", ", skipped)}.");
        return notes;
    }

    private string AllSettings() => tuned.Count == 0 ? "" :
        "## Settings\n\nChanges of the default preset, found by validation accuracy among the same candidates for every method.\n\n"
        + "| data | method | options | validation accuracy |\n|---|---|---|---:|\n"
        + string.Concat(cells.DistinctBy(cell => (cell.Data.Name, cell.Recipe.Method, cell.Connectivity))
            .Select(cell => Settings(cell) + "\n"))
        + "\n";

    private string Settings(PlannedRun cell)
    {
        TunedSettings? found = tuned.FirstOrDefault(one => one.IsFor(cell));
        string accuracy = found is null ? "" : FormattableString.Invariant($"{100 * found.ValidationAccuracy:0.00}");
        string options = found?.Options is { Length: > 0 } words ? $"`{words}`" : "the default preset";
        return $"| {cell.Data.Name} | {cell.Recipe.Method}, {MarkdownSummary.Words(cell.Connectivity)} | {options} | {accuracy} |";
    }
}
