using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ctre.Data;
using Ctre.Kernels;
using Ctre.Optimization;
using static Ctre.RecipeField;

namespace Ctre;

/// <summary>The one table of what a recipe holds, in the order of its JSON and of the command line's help.</summary>
internal static class RecipeFields
{
    public static IReadOnlyList<RecipeField> All { get; } =
    [
        Name("--method", Methods.All.Select(method => method.Name), "the sparse-training method",
            r => r.Method, (r, v) => r with { Method = v }),
        Of<int[]>(nameof(Recipe.Hidden), "--hidden", "n,n,…", "neurons of each hidden layer",
            "1 to 10000000 each, or none for a linear classifier", r => new JsonArray([.. r.Hidden.Select(size => JsonValue.Create(size))]),
            (r, v) => r with { Hidden = v }, list => [.. Items(list).Select(size => size.GetInt32())],
            text => text == "none" ? [] : [.. text.Split(',').Select(IntegerIn)]) with
        {
            Range = new Interval(1, 10_000_000),
            ToText = r => r.Hidden.Count == 0 ? "none" : string.Join(',', r.Hidden),
        },
        Number("--epsilon", "(0, ∞)", "ε of the Erdős–Rényi topology: ε (inputs + outputs) connections per layer",
            r => r.Epsilon, (r, v) => r with { Epsilon = v }) with
        {
            FromText = (r, text) => r with { Epsilon = NumberIn(text), Density = null },
        },
        Number("--density", "(0, 1]", "connections of the whole network, as a share of the dense one, instead of ε",
            r => r.Density, (r, v) => r with { Density = v }) with
        {
            FromNull = r => r with { Density = null },
        },
        Number("--sparsity", "[0, 1)", "1 − density, instead of ε", _ => null,
            (r, v) => r with { Density = v is >= 0 and < 1 ? (double)(1 - (decimal)v) : double.NaN }, property: ""),
        Word("--distribution", "how connections are spread over the layers", r => r.Distribution,
            (r, v) => r with { Distribution = v }) with
        {
            Allowed = "er, uniform, or one density in (0, 1] per layer: D1,D2,…",
            FromText = Distribute,
        },
        Of<double[]>(nameof(Recipe.LayerDensities), "", "", "", "",
            r => new JsonArray([.. r.LayerDensities.Select(d => JsonValue.Create(d))]),
            (r, v) => r with { LayerDensities = v }, list => [.. Items(list).Select(density => density.GetDouble())],
            text => [.. text.Split(',').Select(NumberIn)]) with
        {
            Range = Interval.Parse("(0, 1]"),
        },
        Number("--zeta --drop-fraction", "[0, 1)", "ζ, share of a layer's connections replaced per update",
            r => r.Zeta, (r, v) => r with { Zeta = v }),
        Word("--zeta-schedule", "how ζ falls over the run", r => r.ZetaSchedule, (r, v) => r with { ZetaSchedule = v }),
        Integer("--update-every", "[1, ∞)", "epochs from one update of the topology to the next",
            r => r.UpdateEvery, (r, v) => r with { UpdateEvery = v }),
        Number("--update-until", "[0, 1]",
            $"share of the run after which the topology is fixed (by default {Early})",
            r => r.UpdateUntil, (r, v) => r with { UpdateUntil = v }),
        Integer("--switch-patience", "[1, ∞)", "ctre-seq: epochs without a rise of validation accuracy before it grows at random",
            r => r.SwitchPatience, (r, v) => r with { SwitchPatience = v }),
        Integer("--wiring-rounds", "[0, 10000]", "rewirings of the untrained network by similarity before the first epoch",
            r => r.WiringRounds, (r, v) => r with { WiringRounds = v }),
        Word("--similarity", "how the most similar pairs are found: on sketches of sampled rows, or all pairs on all rows",
            r => r.Similarity, (r, v) => r with { Similarity = v }),
        Integer("--similarity-rows", "[2, ∞)",
            "training rows on which similarity or gradients are computed; auto: 1024, 512 for gradients, all if --similarity is exact",
            r => r.SimilarityRows, (r, v) => r with { SimilarityRows = v }) with
        {
            Placeholder = "n|all|auto",
            Kind = "",
            Allowed = "2 or more, all, or auto",
            FromNull = r => r with { SimilarityRows = null },
            ToText = r => r.SimilarityRows?.ToString(CultureInfo.InvariantCulture) ?? "all",
            FromText = (r, text) => text == "auto" ? r : r with { SimilarityRows = text == "all" ? null : IntegerIn(text) },
        },
        Word("--grow-init", "weight of a grown connection", r => r.GrowInit, (r, v) => r with { GrowInit = v }),
        Word("--weight-init", "how initial weights are drawn", r => r.WeightInit, (r, v) => r with { WeightInit = v }),
        Name("--activation", Activations.All.Select(function => function.Name), "activation of the hidden layers",
            r => r.Activation, (r, v) => r with { Activation = v }),
        Integer("--epochs", "[1, ∞)", "passes over the training rows", r => r.Epochs, (r, v) => r with { Epochs = v }),
        Integer("--patience", "[1, ∞)",
            "epochs without a better one (by validation accuracy, then loss) after which training ends; off: all epochs",
            r => r.Patience, (r, v) => r with { Patience = v }) with
        {
            Placeholder = "n|off",
            Kind = "",
            Allowed = "1 or more, or off",
            FromNull = r => r with { Patience = null },
            ToText = r => r.Patience?.ToString(CultureInfo.InvariantCulture) ?? "off",
            FromText = (r, text) => r with { Patience = text == "off" ? null : IntegerIn(text) },
        },
        Flag("--refit",
            "trains once more, on training and validation rows together, for the number of epochs that was the best: for small tables",
            r => r.Refit, (r, v) => r with { Refit = v }) with
        {
            IsSwitch = true,
        },
        Integer("--batch-size", "[1, 65536]", "rows per step", r => r.BatchSize, (r, v) => r with { BatchSize = v }),
        Number("--lr --learning-rate", "(0, 1000000]", $"learning rate (by default {OtherRates})",
            r => r.LearningRate, (r, v) => r with { LearningRate = v }),
        Word("--lr-schedule", "how the learning rate falls", r => r.LearningRateSchedule, (r, v) => r with { LearningRateSchedule = v }),
        Name("--optimizer", Optimizers.All.Select(kind => kind.Name), "the optimizer", r => r.Optimizer,
            (r, v) => r with { Optimizer = v }),
        Number("--momentum", "[0, 1)", "momentum of SGD", r => r.Momentum, (r, v) => r with { Momentum = v }),
        Flag("--nesterov", "whether momentum looks ahead", r => r.Nesterov, (r, v) => r with { Nesterov = v }),
        Number("--weight-decay", "[0, 1]", "decay of the weights", r => r.WeightDecay, (r, v) => r with { WeightDecay = v }),
        Number("--dropout", "[0, 1)", "share of hidden neurons silenced per sample", r => r.Dropout, (r, v) => r with { Dropout = v }),
        Word("--class-weight",
            "how much a row counts; balanced: rows of rare classes more, so that every class counts the same, and the best "
            + "epoch is chosen by balanced accuracy", r => r.ClassWeight, (r, v) => r with { ClassWeight = v }),
        Number("--validation-fraction", "(0, 1)", "share of the training rows held out to choose the best epoch",
            r => r.ValidationFraction, (r, v) => r with { ValidationFraction = v }),
        Word("--scale", "scaling of the features; by default what suits the data", r => r.Scale ?? default, (r, v) => r with { Scale = v },
            nameof(Recipe.Scale)) with
        {
            ToJson = r => r.Scale is { } kind ? JsonValue.Create(EnumNames<ScalerKind>.Of(kind)) : null,
            FromNull = r => r with { Scale = null },
        },
        Of(nameof(Recipe.Seed), "--seed", "n", "seed of all random numbers", "an integer", r => JsonValue.Create(r.Seed),
            (r, v) => r with { Seed = v }, value => value.GetInt64(),
            text => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
    ];

    /// <summary>The methods whose topology is fixed before the end: <c>0.75 with rigl and gse</c>.</summary>
    private static string Early => string.Join(", ", Methods.All.Where(method => method.UpdateUntil < 1)
        .GroupBy(method => method.UpdateUntil, method => method.Name)
        .Select(group => FormattableString.Invariant($"{group.Key} with {EnglishList.Join([.. group], "and")}")));

    /// <summary>The learning rates of all optimizers but the default one: <c>0.01 with adam</c>.</summary>
    private static string OtherRates => string.Join(", ", Optimizers.All.Skip(1)
        .Select(kind => FormattableString.Invariant($"{kind.DefaultLearningRate} with {kind.Name}")));

    /// <summary>The field of a property, or of an option by any of its names.</summary>
    public static RecipeField Find(string name) =>
        All.First(field => field.Property == name || field.OptionNames.Contains(name));

    private static JsonElement.ArrayEnumerator Items(JsonElement list) => list.EnumerateArray();

    private static Recipe Distribute(Recipe recipe, string text) =>
        text != "list" && EnumNames<DistributionKind>.TryParse(text, out DistributionKind kind)
            ? recipe with { Distribution = kind }
            : recipe with { Distribution = DistributionKind.List, LayerDensities = [.. text.Split(',').Select(NumberIn)] };
}
