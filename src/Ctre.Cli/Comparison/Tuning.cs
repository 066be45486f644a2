using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ctre.Cli.Rendering;
using Ctre.Cli.Runs;

namespace Ctre.Cli.Comparison;

/// <summary>
/// The search for the settings that suit a method best: the same list of candidates for every method, data set and density,
/// each trained once with <see cref="Seed"/>; the one with the highest validation accuracy wins, of equals the first. Test
/// rows are not used.
/// </summary>
internal static class Tuning
{
    /// <summary>The seed of all trials; the compared runs use others.</summary>
    public const long Seed = 1000;

    public const string FileName = "tuned.json";

    /// <summary>The candidates, as changes of the default preset in the words of <c>ctre train</c>.</summary>
    public static IReadOnlyList<string> Candidates { get; } =
    [
        "",
        "--batch-size 50",
        "--batch-size 50 --dropout 0.1",
        "--batch-size 50 --lr 0.05 --dropout 0.3",
        "--batch-size 25 --lr 0.05",
        "--batch-size 50 --lr 0.2 --zeta 0.5",
        "--batch-size 50 --wiring-rounds 0 --zeta 0.5 --update-until 0.75",
        "--batch-size 50 --weight-init glorot --grow-init uniform",
        "--lr-schedule constant",
        "--batch-size 50 --zeta 0.1 --weight-decay 0.0005",
        "--batch-size 50 --zeta 0.5 --weight-decay 0.001 --dropout 0.1",
        "--lr 0.01 --lr-schedule constant --weight-init glorot --grow-init uniform --zeta 0.2 --zeta-schedule constant --update-until 1 "
            + "--wiring-rounds 0",
    ];

    /// <summary>The candidate that a cell tries.</summary>
    public static string CandidateOf(PlannedRun trial) => Candidates[int.Parse(trial.Label[1..], CultureInfo.InvariantCulture)];

    /// <summary>The winner of each search.</summary>
    public static IReadOnlyList<TunedSettings> Choose(IReadOnlyList<PlannedRun> trials, IReadOnlyList<RunResult> results) =>
    [
        .. trials.Zip(results).GroupBy(pair => (pair.First.Data.Name, pair.First.Recipe.Method, pair.First.Connectivity)).Select(search =>
        {
            (PlannedRun Run, RunResult Result)[] finished = [.. search.Where(pair => pair.Second.Failure is null)];
            (string options, double accuracy) = finished.Length == 0
                ? ("", 0)
                : finished.Select(one => (CandidateOf(one.Run), one.Result.ValidationAccuracy)).MaxBy(one => one.ValidationAccuracy);
            return new TunedSettings(search.Key.Name, search.Key.Method, search.Key.Connectivity, options, accuracy, search.Count());
        }),
    ];
}

/// <summary>The settings that won a search.</summary>
/// <param name="Data">The name of the data set.</param>
/// <param name="Method">The method.</param>
/// <param name="Connectivity">ε or density, as <see cref="PlannedRun.Connectivity"/> writes it.</param>
/// <param name="Options">Changes of the default preset, in the words of <c>ctre train</c>.</param>
/// <param name="ValidationAccuracy">The validation accuracy that they won by.</param>
/// <param name="Trials">How many candidates were tried.</param>
internal sealed record TunedSettings(string Data, string Method, string Connectivity, string Options, double ValidationAccuracy, int Trials)
{
    /// <summary>Whether these are the settings for a cell.</summary>
    public bool IsFor(PlannedRun cell) => Data == cell.Data.Name && Method == cell.Recipe.Method && Connectivity == cell.Connectivity;

    /// <summary>Writes a file that <see cref="Read"/> reads.</summary>
    public static void Write(string path, IEnumerable<TunedSettings> settings)
    {
        var array = new JsonArray([.. settings.Select(one => new JsonObject
        {
            ["data"] = one.Data,
            ["method"] = one.Method,
            ["connectivity"] = one.Connectivity,
            ["options"] = one.Options,
            ["validationAccuracy"] = one.ValidationAccuracy,
            ["trials"] = one.Trials,
        })]);
        TextFile.Write(path, array.ToJsonString(JsonText.Indented) + "\n");
    }

    /// <exception cref="InputException">The file cannot be read.</exception>
    public static IReadOnlyList<TunedSettings> Read(string path)
    {
        try
        {
            return Parse(TextFile.Read(path));
        }
        catch (Exception exception) when (
            exception is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new InputException($"{path} holds no tuned settings: {exception.Message} Create it again with --tune.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The settings that come with ctre, found on the public data sets (docs/comparing.md).</summary>
    public static IReadOnlyList<TunedSettings> Shipped()
    {
        using Stream stream = typeof(TunedSettings).Assembly.GetManifestResourceStream(Tuning.FileName)!;
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    private static IReadOnlyList<TunedSettings> Parse(string json) =>
    [
        .. JsonNode.Parse(json)!.AsArray().Select(one => new TunedSettings(
            one!["data"]!.GetValue<string>(), one["method"]!.GetValue<string>(), one["connectivity"]!.GetValue<string>(),
            one["options"]!.GetValue<string>(), one["validationAccuracy"]!.GetValue<double>(), one["trials"]!.GetValue<int>())),
    ];
}
