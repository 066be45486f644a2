using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ctre.Data;
using Ctre.Kernels;
using Ctre.Losses;
using Ctre.Optimization;
using Ctre.Topology;

namespace Ctre;

/// <summary>
/// Everything that determines a training run besides the data: immutable, validated as it is built, saved with the model. Two runs of one
/// recipe on one data set give the same bits.
/// </summary>
public sealed record Recipe
{
    /// <summary>Characters of the longest text that is read as a recipe.</summary>
    private const int LongestText = 1 << 20;

    private readonly double? learningRate, updateUntil;
    private readonly int? similarityRows;
    private readonly bool hasSimilarityRows;

    /// <summary>The default preset: the settings measured best in accuracy per minute (docs/reproducing.md).</summary>
    public static Recipe Default { get; } = new();

    /// <summary>The settings of the CTRE paper (Atashgahi et al. 2022, Section 4; 3×1000 ReLU, ε = 1).</summary>
    public static Recipe CtrePaper { get; } = new()
    {
        Epochs = 500,
        BatchSize = 100,
        LearningRate = 0.01,
        LearningRateSchedule = ScheduleKind.Constant,
        Zeta = 0.2,
        ZetaSchedule = ScheduleKind.Constant,
        UpdateUntil = 1,
        WeightInit = WeightInitKind.Glorot,
        GrowInit = GrowInitKind.Uniform,
        WiringRounds = 0,
        WeightDecay = 1e-4,
        Similarity = SimilarityKind.Exact,
    };

    /// <summary>
    /// The name of the method, 1 to 100 characters: one of <see cref="Methods.All"/>, or that of a method that is given to whoever trains.
    /// A model names the method by which it was trained, also where this build does not know it. Default <c>ctre-sim</c>.
    /// </summary>
    public string Method { get; init => field = Name(value); } = "ctre-sim";

    /// <summary>Neurons of each hidden layer, 1 to 10,000,000 each; empty for a linear classifier. Default 1000, 1000, 1000.</summary>
    public IReadOnlyList<int> Hidden { get; init => field = Checked(value); } = [1000, 1000, 1000];

    /// <summary>ε of the Erdős–Rényi topology, above 0; used unless <see cref="Density"/> is given. Default 1.</summary>
    public double Epsilon { get; init => field = Checked(value); } = 1;

    /// <summary>
    /// Connections of the whole network, as a share of the dense one, in (0, 1]; null (the default) to use <see cref="Epsilon"/>.
    /// </summary>
    public double? Density { get; init => field = value is { } d ? Checked(d) : null; }

    /// <summary>How connections are spread over the layers. Default Erdős–Rényi.</summary>
    public DistributionKind Distribution { get; init => field = Defined(value); } = DistributionKind.ErdosRenyi;

    /// <summary>Density of each layer in (0, 1], for <see cref="DistributionKind.List"/>; empty otherwise.</summary>
    public IReadOnlyList<double> LayerDensities { get; init => field = Checked(value); } = [];

    /// <summary>ζ, the share of a layer's connections that is replaced per update, in [0, 1). Default 0.3.</summary>
    public double Zeta { get; init => field = Checked(value); } = 0.3;

    /// <summary>How ζ falls over the run. Default cosine.</summary>
    public ScheduleKind ZetaSchedule { get; init => field = Defined(value); } = ScheduleKind.Cosine;

    /// <summary>Epochs from one update of the topology to the next, 1 or more. Default 1.</summary>
    public int UpdateEvery { get; init => field = Checked(value); } = 1;

    /// <summary>
    /// Share of the run after which the topology is fixed, in [0, 1]. Default the method's <see cref="Topology.Method.UpdateUntil"/>: 0.75
    /// for rigl, gse, gmp and granet, as in their papers; else 1.
    /// </summary>
    public double UpdateUntil { get => updateUntil ?? Methods.Find(Method)?.UpdateUntil ?? 1; init => updateUntil = Checked(value); }

    /// <summary>Epochs without a rise of validation accuracy before ctre-seq switches to random growth, 1 or more. Default 40.</summary>
    public int SwitchPatience { get; init => field = Checked(value); } = 40;

    /// <summary>
    /// Rewirings of the untrained network before the first epoch, 0 to 10,000; only for methods that grow by similarity. Weights and ζ are
    /// the paper's for these rounds; weights are drawn anew, by <see cref="WeightInit"/>, after them. They connect correlated inputs before
    /// training. Not part of the paper. Default 10.
    /// </summary>
    public int WiringRounds { get; init => field = Checked(value); } = 10;

    /// <summary>How the most similar pairs are found, by methods that grow by similarity. Default auto.</summary>
    public SimilarityKind Similarity { get; init => field = Defined(value); } = SimilarityKind.Auto;

    /// <summary>
    /// Training rows on which similarity or gradients are computed, 2 or more, drawn anew for each update; null for all rows.
    /// Default all if <see cref="Similarity"/> is exact; else 1,024 for methods that grow by similarity and 512 for others. If it is not,
    /// no more rows are taken than a quarter of a gigabyte holds: fewer than 1,024 in networks of more than 65,536 neurons.
    /// </summary>
    public int? SimilarityRows
    {
        get => hasSimilarityRows ? similarityRows
            : Similarity == SimilarityKind.Exact ? null
            : Methods.Find(Method)?.SampleRows ?? Topology.Method.DefaultSampleRows;
        init => (hasSimilarityRows, similarityRows) = (true, value is { } rows ? Checked(rows) : null);
    }

    /// <summary>The weight of a grown connection. Default zero.</summary>
    public GrowInitKind GrowInit { get; init => field = Defined(value); } = GrowInitKind.Zero;

    /// <summary>How initial weights are drawn. Default by actual fan-in.</summary>
    public WeightInitKind WeightInit { get; init => field = Defined(value); } = WeightInitKind.FanIn;

    /// <summary>Activation of the hidden layers, the name of one of <see cref="Activations.All"/>. Default <c>relu</c>.</summary>
    public string Activation
    {
        get;
        init => field = Activations.Find(value)?.Name
            ?? throw new ArgumentException(
                $"Unknown activation {CellText.Quote(value)}; known: {string.Join(", ", Activations.All)}.", nameof(Activation));
    } = "relu";

    /// <summary>Passes over the training rows, 1 or more. Default 100.</summary>
    public int Epochs { get; init => field = Checked(value); } = 100;

    /// <summary>
    /// Epochs without a better one after which training ends, 1 or more; null to train for all <see cref="Epochs"/>. Schedules are those
    /// of all epochs. Default off: null.
    /// </summary>
    public int? Patience { get; init => field = value is { } epochs ? Checked(epochs) : null; }

    /// <summary>
    /// Whether a network is trained once more, on training and validation rows together, for as many epochs as were the best number (its
    /// schedules end there), and becomes the result. Default false. For small tables, whose few rows may be better used to learn from.
    /// </summary>
    public bool Refit { get; init; }

    /// <summary>Rows per step, 1 to 65,536. Default 100.</summary>
    public int BatchSize { get; init => field = Checked(value); } = 100;

    /// <summary>η, the learning rate, above 0 and at most 1,000,000. Default 0.1 with SGD, 0.01 with Adam.</summary>
    public double LearningRate
    {
        get => learningRate ?? Optimizers.Find(Optimizer)?.DefaultLearningRate ?? Optimizers.All[0].DefaultLearningRate;
        init => learningRate = Checked(value);
    }

    /// <summary>How η falls over the run. Default cosine.</summary>
    public ScheduleKind LearningRateSchedule { get; init => field = Defined(value); } = ScheduleKind.Cosine;

    /// <summary>
    /// The name of the optimizer, 1 to 100 characters: one of <see cref="Optimizers.All"/>, or that of a kind passed to the trainer.
    /// Default <c>sgd</c>, with momentum.
    /// </summary>
    public string Optimizer { get; init => field = Name(value); } = "sgd";

    /// <summary>μ, the momentum of SGD, in [0, 1). Default 0.9.</summary>
    public double Momentum { get; init => field = Checked(value); } = 0.9;

    /// <summary>Whether momentum looks ahead (Nesterov). Default true.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>λ, decay of weights (L2 with SGD, decoupled with Adam), not of biases, in [0, 1]. Default 0.0001.</summary>
    public double WeightDecay { get; init => field = Checked(value); } = 1e-4;

    /// <summary>Share of hidden neurons silenced per sample while training, in [0, 1). Default 0.</summary>
    public double Dropout { get; init => field = Checked(value); }

    /// <summary>How much the rows of each class count in the loss. Default none: all the same.</summary>
    public ClassWeightKind ClassWeight { get; init => field = Defined(value); } = ClassWeightKind.None;

    /// <summary>Share of the training rows held out for validation, in (0, 1). Default 0.1.</summary>
    public double ValidationFraction { get; init => field = Checked(value); } = 0.1;

    /// <summary>
    /// How features are scaled, fitted on the training rows; null (the default) for what suits the data,
    /// <see cref="Dataset.PreferredScaler"/>.
    /// </summary>
    public ScalerKind? Scale { get; init => field = value is { } kind ? Defined(kind) : null; }

    /// <summary>Seed of all random numbers. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>The recipe as JSON: camelCase names, options by their words.</summary>
    public JsonObject ToJson()
    {
        var entries = RecipeFields.All.Where(field => field.Property.Length > 0)
            .Select(field => KeyValuePair.Create(field.JsonName, field.ToJson(this)));
        // Parsed anew, so that its numbers can be read as any type of number.
        return JsonNode.Parse(new JsonObject(entries).ToJsonString())!.AsObject();
    }

    /// <summary>
    /// Reads a recipe. What the text does not name keeps its default, which may depend on what it names (the learning rate on the
    /// optimizer, the last update on the method, the sampled rows on both method and similarity); an unknown name is refused.
    /// </summary>
    /// <param name="json">The text, as <see cref="ToJson"/> gives it.</param>
    /// <exception cref="InputException">The text is not a recipe, or a value is out of its range.</exception>
    public static Recipe Parse(string json)
    {
        var recipe = new Recipe();
        string entry = "";
        try
        {
            if (json.Length > LongestText) throw new FormatException($"it is longer than {LongestText} characters.");
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new FormatException("it is no JSON object.");
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                RecipeField field = RecipeFields.All.FirstOrDefault(one => one.Property.Length > 0 && property.NameEquals(one.JsonName))
                    ?? throw new InputException($"the recipe has an unknown entry {CellText.Quote(property.Name)}.");
                entry = $"{field.JsonName}: ";
                recipe = property.Value.ValueKind != JsonValueKind.Null ? field.FromJson(recipe, property.Value)
                    : field.FromNull?.Invoke(recipe) ?? throw new FormatException("null is not allowed.");
            }

            return recipe;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new InputException($"the recipe cannot be read: {entry}{e.Message}", e);
        }
    }

    /// <summary>What is different in this recipe, in words; null if nothing is.</summary>
    internal string? DifferenceFrom(Recipe other) => RecipeFields.All.Where(field => field.Property.Length > 0)
        .Select(field => (field.JsonName, Now: Text(field.ToJson(this)), Then: Text(field.ToJson(other))))
        .Where(entry => entry.Now != entry.Then)
        .Select(entry => $"{entry.JsonName} is {entry.Now} now and was {entry.Then}").FirstOrDefault();

    /// <summary>The recipe with the defaults of method, optimizer and data filled in, as a run needs it and a model keeps it.</summary>
    internal Recipe Resolved(Method method, OptimizerKind optimizer, Dataset data) => this with
    {
        Method = method.Name,
        Optimizer = optimizer.Name,
        LearningRate = learningRate ?? optimizer.DefaultLearningRate,
        UpdateUntil = updateUntil ?? method.UpdateUntil,
        SimilarityRows = hasSimilarityRows ? similarityRows : Similarity == SimilarityKind.Exact ? null : method.SampleRows,
        Scale = Scale ?? data.PreferredScaler,
    };

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "not set";

    private static string Name(string value, [CallerMemberName] string name = "") =>
        value is { Length: >= 1 and <= 100 } && !value.Any(char.IsControl)
            ? value
            : throw new ArgumentException($"{name} must be a name of 1 to 100 characters.", name);

    private static T Defined<T>(T value, [CallerMemberName] string name = "")
        where T : struct, Enum =>
            Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(name, $"{name} has no value {value}.");

    private static T[] Checked<T>(IReadOnlyList<T> values, [CallerMemberName] string name = "")
        where T : INumber<T>
    {
        // Looked up once: a list may be long.
        Interval range = RecipeFields.Find(name).Range!;
        foreach (T value in values)
            if (!range.Contains(double.CreateChecked(value))) Checked(double.CreateChecked(value), name);
        return [.. values];
    }

    private static int Checked(int value, [CallerMemberName] string name = "") => (int)Checked((double)value, name);

    private static double Checked(double value, [CallerMemberName] string name = "") => RecipeFields.Find(name).Range!.Contains(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{name} must be {RecipeFields.Find(name).Range}, not {value}.");
}
