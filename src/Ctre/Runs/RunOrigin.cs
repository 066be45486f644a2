using System.Text.Json.Nodes;
using Ctre.Models;
using Ctre.Training;

namespace Ctre.Runs;

/// <summary>How a run was begun: what its checkpoints store so that it is resumed with the same recipe and options.</summary>
/// <param name="Asked">The recipe that was requested; that of a checkpoint may have a lower learning rate.</param>
/// <param name="Source">Where the data came from, as JSON of the caller's; null if that is not known.</param>
/// <param name="CheckpointEvery">Epochs from one checkpoint to the next; null for the usual number.</param>
/// <param name="RollsBack">Whether the run is rolled back when it diverges.</param>
/// <param name="Rollbacks">Where it did, and with which learning rate it continued.</param>
internal sealed record RunOrigin(
    Recipe Asked, JsonObject? Source, int? CheckpointEvery, bool RollsBack, IReadOnlyList<Rollback> Rollbacks)
{
    private const string Note = "run", What = "its record of how the run was begun";

    /// <summary>The origin of a run that begins now.</summary>
    public static RunOrigin Of(Recipe asked, TrainingOptions options) =>
        new(asked, options.Source, options.CheckpointEvery, options.RollsBack, []);

    /// <summary>Reads a checkpoint and the origin of its run.</summary>
    /// <exception cref="InputException">There is no sound checkpoint, or it does not say how its run was begun.</exception>
    public static (Checkpoint Checkpoint, RunOrigin Origin) Read(string path)
    {
        (Checkpoint checkpoint, IReadOnlyDictionary<string, string> notes) = CheckpointFile.Load(path);
        try
        {
            return (checkpoint, Parse(notes.GetValueOrDefault(Note) ?? throw new InputException("there is none.")));
        }
        catch (InputException exception)
        {
            throw new InputException($"{path} does not say how its run was begun: {exception.Message}", exception);
        }
    }

    /// <summary>Saves a checkpoint with this origin.</summary>
    public void Save(Checkpoint checkpoint, string path) => CheckpointFile.Save(
        checkpoint, path, new Dictionary<string, string>
        {
            [Note] = new JsonObject
            {
                ["asked"] = Asked.ToJson(),
                ["source"] = Source?.DeepClone(),
                ["checkpointEvery"] = CheckpointEvery,
                ["rollsBack"] = RollsBack,
                ["rollbacks"] = ToJson(Rollbacks),
            }.ToJsonString(),
        });

    /// <summary>Rollbacks as JSON.</summary>
    public static JsonArray ToJson(IReadOnlyList<Rollback> rollbacks) => new([.. rollbacks.Select(one => new JsonObject
    {
        ["where"] = one.Where,
        ["epoch"] = one.Epoch,
        ["row"] = one.Row,
        ["learningRate"] = one.LearningRate,
    })]);

    private static RunOrigin Parse(string json)
    {
        var entries = JsonEntries.Parse(json, What);
        var origin = new RunOrigin(
            Recipe.Parse((entries.Object("asked") ?? throw entries.Lacks("asked")).ToJsonString()),
            entries.Object("source"),
            entries.Integer("checkpointEvery", least: 1),
            entries.Flag("rollsBack") ?? throw entries.Lacks("rollsBack"),
            [.. (entries.Objects("rollbacks") ?? throw entries.Lacks("rollbacks")).Select(ParseRollback)]);
        entries.RequireAllRead();
        return origin;
    }

    private static Rollback ParseRollback(JsonObject json)
    {
        var entries = new JsonEntries(json, What);
        var rollback = new Rollback(
            entries.Text("where") ?? throw entries.Lacks("where"),
            entries.Integer("epoch", least: 1) ?? throw entries.Lacks("epoch"),
            entries.Integer("row", least: 0) ?? throw entries.Lacks("row"),
            entries.Number("learningRate", Interval.Parse("(0, ∞)")) ?? throw entries.Lacks("learningRate"));
        entries.RequireAllRead();
        return rollback;
    }
}
