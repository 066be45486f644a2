using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ctre.Data;
using Ctre.Models;
using Ctre.Training;

namespace Ctre.Cli.Runs;

/// <summary>What a checkpoint remembers of the command that began its run, so that it is continued with the same data and options.</summary>
/// <param name="Command">The words of the command, without its name.</param>
/// <param name="Asked">The recipe that was asked for; that of the checkpoint may have a lower learning rate.</param>
/// <param name="TestFraction">The share of rows to test on where the data have no test part.</param>
/// <param name="DataShape">Rows, features and classes.</param>
/// <param name="DataDigest">The fingerprint of the data.</param>
/// <param name="Rollbacks">Where the run diverged and with which learning rate it went on.</param>
internal sealed record RunOrigin(
    IReadOnlyList<string> Command, Recipe Asked, double TestFraction, string DataShape, string DataDigest, IReadOnlyList<Rollback> Rollbacks)
{
    /// <summary>What a run that begins now is to remember.</summary>
    public static RunOrigin Of(IReadOnlyList<string> command, Recipe asked, double testFraction, LoadedData data) =>
        new(command, asked, testFraction, ShapeOf(data), Data.DataDigest.Of(data), []);

    /// <summary>Reads what a run folder's checkpoint remembers.</summary>
    /// <exception cref="InputException">There is no run to go on with.</exception>
    public static (Checkpoint Checkpoint, RunOrigin Run) Read(RunFolder folder)
    {
        (Checkpoint checkpoint, IReadOnlyDictionary<string, string> notes) = CheckpointFile.Load(folder.CheckpointPath);
        try
        {
            JsonNode run = JsonNode.Parse(notes["run"])!;
            return (checkpoint, new RunOrigin(
                [.. run["command"]!.AsArray().Select(word => word!.GetValue<string>())], Recipe.Parse(run["asked"]!.ToJsonString()),
                run["testFraction"]!.GetValue<double>(), run["dataShape"]!.GetValue<string>(), run["dataDigest"]!.GetValue<string>(),
                [.. run["rollbacks"]!.AsArray().Select(one => new Rollback(
                    one!["where"]!.GetValue<string>(), one["epoch"]!.GetValue<int>(), one["row"]!.GetValue<int>(), one["learningRate"]!.GetValue<double>()))]));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or KeyNotFoundException or FormatException)
        {
            throw new InputException($"{folder.CheckpointPath} does not say how its run was begun.", e);
        }
    }

    /// <summary>The notes of a checkpoint.</summary>
    public IReadOnlyDictionary<string, string> ToNotes() => new Dictionary<string, string>
    {
        ["run"] = new JsonObject
        {
            ["command"] = new JsonArray([.. Command.Select(word => JsonValue.Create(word))]),
            ["asked"] = Asked.ToJson(),
            ["testFraction"] = TestFraction,
            ["dataShape"] = DataShape,
            ["dataDigest"] = DataDigest,
            ["rollbacks"] = Rollback.ToJson(Rollbacks),
        }.ToJsonString(),
    };

    /// <summary>Makes sure that data are those of the run.</summary>
    /// <exception cref="InputException">They are others; the message says what is different.</exception>
    public void RequireSame(LoadedData data, double testFraction)
    {
        string shape = ShapeOf(data);
        if (shape != DataShape) throw new InputException($"the data are not those that the run was begun with: {shape} now, {DataShape} then.");
        if (Data.DataDigest.Of(data) != DataDigest)
            throw new InputException($"the data are not those that the run was begun with: {shape} as then, but other values, labels or another order.");
        if (data.Test is null && testFraction != TestFraction)
            throw new InputException($"--test-fraction {Shown(testFraction)}: the run was begun with {Shown(TestFraction)}.");
    }

    private static string ShapeOf(LoadedData data) =>
        $"{data.Training.Rows} rows{(data.Test is { } test ? $" and {test.Rows} to test on" : "")}, {data.Training.Features} features, "
        + $"{data.Training.Classes} classes";

    private static string Shown(double number) => number.ToString(CultureInfo.InvariantCulture);
}
