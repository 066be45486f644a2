using System.Text.Json;
using System.Text.Json.Nodes;
using Ctre.Data;
using Ctre.Models;
using Ctre.Training;

namespace Ctre.Runs;

/// <summary>How a run was begun: what its checkpoints store so that it is resumed with the same data, recipe and options.</summary>
/// <param name="Asked">The recipe that was requested; that of a checkpoint may have a lower learning rate.</param>
/// <param name="DataShape">Rows, features and classes.</param>
/// <param name="DataDigest">The fingerprint of data and split.</param>
/// <param name="Source">Where the data came from, as JSON of the caller's; null if that is not known.</param>
/// <param name="CheckpointEvery">Epochs from one checkpoint to the next; null for the usual number.</param>
/// <param name="RollsBack">Whether the run is rolled back when it diverges.</param>
/// <param name="Rollbacks">Where it did, and with which learning rate it continued.</param>
internal sealed record RunOrigin(
    Recipe Asked, string DataShape, string DataDigest, JsonObject? Source, int? CheckpointEvery, bool RollsBack,
    IReadOnlyList<Rollback> Rollbacks)
{
    private const string Note = "run";

    /// <summary>The origin of a run that begins now.</summary>
    public static RunOrigin Of(DataSplit split, Recipe asked, TrainingOptions options) => new(
        asked, Data.DataDigest.ShapeOf(split), Data.DataDigest.Of(split), options.Source, options.CheckpointEvery, options.RollsBack, []);

    /// <summary>Reads a checkpoint and the origin of its run.</summary>
    /// <exception cref="InputException">There is no sound checkpoint, or it does not say how its run was begun.</exception>
    public static (Checkpoint Checkpoint, RunOrigin Origin) Read(string path)
    {
        (Checkpoint checkpoint, IReadOnlyDictionary<string, string> notes) = CheckpointFile.Load(path);
        try
        {
            JsonNode run = JsonNode.Parse(notes[Note])!;
            return (checkpoint, new RunOrigin(
                Recipe.Parse(run["asked"]!.ToJsonString()), run["dataShape"]!.GetValue<string>(), run["dataDigest"]!.GetValue<string>(),
                run["source"]?.AsObject(), run["checkpointEvery"]?.GetValue<int>(), run["rollsBack"]!.GetValue<bool>(),
                [.. run["rollbacks"]!.AsArray().Select(one => new Rollback(
                    one!["where"]!.GetValue<string>(), one["epoch"]!.GetValue<int>(), one["row"]!.GetValue<int>(),
                    one["learningRate"]!.GetValue<double>()))]));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or KeyNotFoundException
            or FormatException)
        {
            throw new InputException($"{path} does not say how its run was begun.", e);
        }
    }

    /// <summary>Saves a checkpoint with this origin.</summary>
    public void Save(Checkpoint checkpoint, string path) => CheckpointFile.Save(
        checkpoint, path, new Dictionary<string, string>
        {
            [Note] = new JsonObject
            {
                ["asked"] = Asked.ToJson(),
                ["dataShape"] = DataShape,
                ["dataDigest"] = DataDigest,
                ["source"] = Source?.DeepClone(),
                ["checkpointEvery"] = CheckpointEvery,
                ["rollsBack"] = RollsBack,
                ["rollbacks"] = ToJson(Rollbacks),
            }.ToJsonString(),
        });

    /// <summary>Makes sure that data are those of the run.</summary>
    /// <exception cref="InputException">They are others; the message says what is different.</exception>
    public void RequireSame(DataSplit split)
    {
        string shape = Data.DataDigest.ShapeOf(split);
        if (shape != DataShape)
            throw new InputException($"the data are not those that the run was begun with: {shape} now, {DataShape} then.");
        if (Data.DataDigest.Of(split) == DataDigest) return;
        throw new InputException(
            $"the data are not those that the run was begun with: {shape} as then, but other values, labels, split or another order.");
    }

    /// <summary>Rollbacks as JSON.</summary>
    public static JsonArray ToJson(IReadOnlyList<Rollback> rollbacks) => new([.. rollbacks.Select(one => new JsonObject
    {
        ["where"] = one.Where,
        ["epoch"] = one.Epoch,
        ["row"] = one.Row,
        ["learningRate"] = one.LearningRate,
    })]);
}
