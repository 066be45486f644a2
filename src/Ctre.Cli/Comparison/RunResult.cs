using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ctre.Cli.Runs;

namespace Ctre.Cli.Comparison;

/// <summary>The result of a cell, as it is stored.</summary>
internal sealed record RunResult
{
    private const string IsShare = "must be in [0, 1]", IsAmount = "must be a number, 0 or more", IsPositive = "must be a number above 0";

    // What each field must be in a result that can be true: a file may be made by hand.
    private static readonly (string Field, string Must, Func<RunResult, bool> Holds)[] OfAny =
    [
        (nameof(Data), "must be a name", run => run.Data is { Length: > 0 }),
        (nameof(DataDigest), "must be a fingerprint", run => run.DataDigest is { Length: > 0 }),
        (nameof(Recipe), "must be a recipe", run => run.Recipe is { Count: > 0 }),
        (nameof(Processor), "must be a text", run => run.Processor is not null),
        (nameof(Failure), "must be a reason and leave accuracy and model empty, or null",
            run => run.Failure is null || run is { Failure.Length: > 0, TestAccuracy: 0, ModelDigest: "" }),
        (nameof(Seconds), IsAmount, run => Amount(run.Seconds)),
    ];

    private static readonly (string Field, string Must, Func<RunResult, bool> Holds)[] OfFinished =
    [
        (nameof(TestAccuracy), IsShare, run => Share(run.TestAccuracy)),
        (nameof(ValidationAccuracy), IsShare, run => Share(run.ValidationAccuracy)),
        (nameof(FinalTestAccuracy), IsShare, run => Share(run.FinalTestAccuracy)),
        (nameof(TestLoss), IsAmount + ", or null", run => run.TestLoss is not { } loss || Amount(loss)),
        (nameof(ValidationByEpoch), "must have an accuracy in [0, 1] for each epoch",
            run => run.ValidationByEpoch is { Count: > 0 } shares && shares.All(Share)),
        (nameof(TestByEpoch), "must have an accuracy in [0, 1] for each epoch of validationByEpoch",
            run => run.TestByEpoch is { } shares && shares.Count == run.ValidationByEpoch.Count && shares.All(Share)),
        (nameof(BestEpoch), "must be one of the epochs of validationByEpoch",
            run => run.BestEpoch >= 1 && run.BestEpoch <= run.ValidationByEpoch.Count),
        (nameof(Places), IsAmount, run => Amount(run.Places)),
        (nameof(Connections), "must be at least 1 and at most places", run => run.Connections >= 1 && run.Connections <= run.Places),
        (nameof(TrainingSeconds), IsAmount, run => Amount(run.TrainingSeconds)),
        (nameof(TopologySeconds), IsAmount, run => Amount(run.TopologySeconds)),
        (nameof(InferenceFlops), IsAmount, run => Amount(run.InferenceFlops)),
        (nameof(InferenceFlopsOfDense), IsPositive, run => Positive(run.InferenceFlopsOfDense)),
        (nameof(TrainingFlops), IsAmount, run => Amount(run.TrainingFlops)),
        (nameof(TrainingFlopsOfDense), IsPositive, run => Positive(run.TrainingFlopsOfDense)),
        (nameof(ModelBytes), "must be at least 1", run => run.ModelBytes >= 1),
        (nameof(ModelDigest), "must be a fingerprint", run => run.ModelDigest is { Length: > 0 }),
    ];

    /// <summary>The name of the data set.</summary>
    public required string Data { get; init; }

    /// <summary>The fingerprint of its rows and labels.</summary>
    public required string DataDigest { get; init; }

    /// <summary>The complete recipe.</summary>
    public required JsonObject Recipe { get; init; }

    /// <summary>The processor that it was computed on.</summary>
    public required string Processor { get; init; }

    /// <summary>Why there is no result: the run diverged, or the recipe does not fit the data. Null if there is one.</summary>
    public string? Failure { get; init; }

    /// <summary>Test accuracy at the best validation epoch, in [0, 1]; 0 if the run failed.</summary>
    public double TestAccuracy { get; init; }

    public double ValidationAccuracy { get; init; }

    /// <summary>Test accuracy after the last epoch.</summary>
    public double FinalTestAccuracy { get; init; }

    /// <summary>Mean cross-entropy on the test rows at the best epoch; null where it is infinite.</summary>
    public double? TestLoss { get; init; }

    public int BestEpoch { get; init; }

    public long Connections { get; init; }

    /// <summary>Connections of the dense network of the same shape.</summary>
    public double Places { get; init; }

    /// <summary>Seconds of training steps on one thread.</summary>
    public double TrainingSeconds { get; init; }

    /// <summary>Seconds of scoring and rewiring on one thread.</summary>
    public double TopologySeconds { get; init; }

    /// <summary>Seconds of the whole run, evaluation included.</summary>
    public double Seconds { get; init; }

    /// <summary>Operations for one row, by <see cref="Analysis.Cost"/>.</summary>
    public double InferenceFlops { get; init; }

    public double InferenceFlopsOfDense { get; init; }

    /// <summary>Operations of all training steps; scoring and rewiring are not in it.</summary>
    public double TrainingFlops { get; init; }

    public double TrainingFlopsOfDense { get; init; }

    /// <summary>Size of the model file.</summary>
    public long ModelBytes { get; init; }

    /// <summary>Fingerprint of structure and weights.</summary>
    public string ModelDigest { get; init; } = "";

    public IReadOnlyList<double> ValidationByEpoch { get; init; } = [];

    public IReadOnlyList<double> TestByEpoch { get; init; } = [];

    /// <summary><see cref="TestAccuracy"/> as right answers over rows.</summary>
    [JsonIgnore]
    public Fraction ExactAccuracy => Fraction.OfAccuracy(TestAccuracy);

    /// <summary>The names of the fields that have a rule.</summary>
    internal static IEnumerable<string> Checked => OfAny.Concat(OfFinished).Select(rule => rule.Field);

    /// <summary>Reads a stored result; null if the file is damaged: it is not JSON.</summary>
    /// <exception cref="InputException">It is JSON, but no result that can be true.</exception>
    public static RunResult? Read(string path)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(TextFile.Read(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is what a name with half a character gives.
            return null;
        }

        using JsonDocument _ = document;
        try
        {
            RunResult result = document.Deserialize(RunResultContext.Default.RunResult) ?? throw new JsonException();
            return result.Defect is { } defect ? throw Untrue(path, defect) : result;
        }
        catch (JsonException exception)
        {
            string defect = exception.Path is ['$', '.', .. var field] ? $"{field} is of another kind" : "a field is missing";
            throw Untrue(path, defect);
        }
    }

    // The first field that breaks its rule.
    private string? Defect => (Failure is null ? OfAny.Concat(OfFinished) : OfAny).Where(rule => !rule.Holds(this))
        .Select(rule => $"{JsonNamingPolicy.CamelCase.ConvertName(rule.Field)} {rule.Must}").FirstOrDefault();

    private static bool Share(double value) => value is >= 0 and <= 1;

    private static bool Amount(double value) => value >= 0 && double.IsFinite(value);

    private static bool Positive(double value) => value > 0 && double.IsFinite(value);

    private static InputException Untrue(string path, string defect) =>
        new($"{path} is not the result of a run: {defect}. Delete it, or repeat these runs with --force.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RunResult))]
internal sealed partial class RunResultContext : JsonSerializerContext;
