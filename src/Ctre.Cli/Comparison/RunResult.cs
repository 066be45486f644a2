using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ctre.Cli.Comparison;

/// <summary>The result of a cell, as it is stored.</summary>
internal sealed record RunResult
{
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

    /// <summary>Whether all parts that are needed are there and can be true: a file may be damaged, or made by hand.</summary>
    [JsonIgnore]
    public bool IsSound =>
        Data is not null && Recipe is not null && Processor is not null && double.IsFinite(Seconds) && (Failure is not null || HasResult);

    private bool HasResult => ModelDigest is { Length: > 0 } && Connections >= 1 && Connections <= Places && BestEpoch >= 1
        && ((double[])[TrainingSeconds, TopologySeconds, TrainingFlops, InferenceFlops, ModelBytes])
            .All(value => value >= 0 && double.IsFinite(value))
        && TrainingFlopsOfDense > 0 && InferenceFlopsOfDense > 0 && ValidationByEpoch is { Count: > 0 }
        && ((double[])[.. ValidationByEpoch, TestAccuracy, ValidationAccuracy, FinalTestAccuracy]).All(share => share is >= 0 and <= 1);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RunResult))]
internal sealed partial class RunResultContext : JsonSerializerContext;
