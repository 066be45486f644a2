using System.Globalization;
using Ctre.Data;
using Ctre.Training;

namespace Ctre.Analysis;

/// <summary>What a person who looks at a training run would be warned of, one line each; nothing about a healthy run.</summary>
public static class TrainingWarnings
{
    private const int FewValidationRows = 30, FewEpochs = 20, MostNamed = 5;
    private const double FewOfConnected = 0.1, FewOfAll = 0.01, NearlyAll = 0.99, StillFalling = 0.05, Early = 0.1, Overfits = 1.5;

    private static readonly Func<TrainingResult, DataSplit, IEnumerable<string>>[] Rules =
        [ConstantFeatures, ValidationRows, DeadLayers, Chance, BestEpochAtTheEnd, BestEpochEarly];

    /// <summary>The warnings about a run.</summary>
    /// <param name="result">Its result.</param>
    /// <param name="split">The rows that it was trained on.</param>
    public static IReadOnlyList<string> Of(TrainingResult result, DataSplit split) =>
        [.. Rules.SelectMany(rule => rule(result, split))];

    /// <summary>Images and texts have features that are nearly always 0; in a table of columns such a one is worth a look.</summary>
    private static IEnumerable<string> ConstantFeatures(TrainingResult result, DataSplit split)
    {
        Dataset data = split.Training.Data;
        double[] shares = FeatureModes.Shares(split.Training);
        if (Array.TrueForAll(shares, share => share == 1))
        {
            yield return $"all {shares.Length} features are constant on the training rows: there is nothing to learn from";
            yield break;
        }

        int[] nearly = [.. Enumerable.Range(0, shares.Length).Where(feature => shares[feature] > NearlyAll)];
        if (nearly.Length == 0 || data.Label is null) yield break;
        string names = Named([.. nearly.Select(feature => FeatureColumn.Called(data.Columns, feature))]);
        yield return $"over 99% of the training rows have the same value in {names}: little can be learned from "
            + $"{(nearly.Length == 1 ? "it" : "them")} (--ignore leaves columns out)";
    }

    private static IEnumerable<string> ValidationRows(TrainingResult result, DataSplit split)
    {
        if (split.Validation.Count >= FewValidationRows || result.RefitRows is not null) yield break;
        yield return $"only {split.Validation.Count} validation rows chose the best epoch, partly by chance (--refit then trains on all "
            + $"{split.Training.Count + split.Validation.Count} rows; --validation-fraction holds out more)";
    }

    /// <summary>In a very sparse network many neurons have no connections; of the others most should react.</summary>
    private static IEnumerable<string> DeadLayers(TrainingResult result, DataSplit split)
    {
        IReadOnlyList<int> live = LiveNeurons.Of(result.BestNetwork, result.Preprocessing, split.Training);
        IReadOnlyList<LayerStatistics> layers = LayerStatistics.Of(result.BestNetwork);
        int[] dead = [.. Enumerable.Range(0, live.Count).Where(l => live[l] == 0)];
        int[] mostly = [.. Enumerable.Range(0, live.Count).Where(l => live[l] > 0 && IsMostlyDead(live[l], layers[l]))];
        const string advice = "a lower learning rate (--lr), more connections (--epsilon) or fewer neurons (--hidden) may help";
        if (dead.Length > 0)
            yield return $"{Layers(dead)} dead: no neuron reacts to the inputs; {advice}";
        if (mostly.Length > 0)
        {
            int l = mostly.MinBy(l => (double)live[l] / layers[l].Outputs);
            string react = $"{live[l]} of the {layers[l].Outputs} neurons of layer {l + 1} react to the inputs";
            yield return $"{Layers(mostly)} mostly dead: {react}; {advice}";
        }
    }

    private static bool IsMostlyDead(int live, LayerStatistics layer) =>
        live <= FewOfConnected * (layer.Outputs - layer.DeadNeurons) || live <= FewOfAll * layer.Outputs;

    /// <summary><c>layer 3 is</c>, or <c>layers 1, 2 and 4 are</c>.</summary>
    private static string Layers(int[] layers) => layers.Length == 1
        ? $"layer {layers[0] + 1} is"
        : $"layers {Named([.. layers.Select(l => $"{l + 1}")])} are";

    /// <summary>The first few of some names, and how many more there are.</summary>
    private static string Named(IReadOnlyList<string> names) => names.Count <= MostNamed
        ? EnglishList.Join(names, "and")
        : $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more";

    /// <summary>
    /// No better than the most frequent class on validation and test rows together, by twice the standard deviation of such a guess, and no
    /// better than a guess for each class either.
    /// </summary>
    private static IEnumerable<string> Chance(TrainingResult result, DataSplit split)
    {
        int[] support = [.. result.Test.PerClass.Select(one => one.Support)];
        int classes = support.Count(rows => rows > 0);
        double rows = split.Validation.Count + result.Test.Samples;
        double right = (result.Best.ValidationAccuracy * split.Validation.Count) + (result.Test.Accuracy * result.Test.Samples);
        double guess = (double)support.Max() / result.Test.Samples;
        double noise = 2 * Math.Sqrt(rows * guess * (1 - guess));
        double even = 1.0 / classes, balanced = result.Test.BalancedAccuracy;
        if (classes < 2 || right > (rows * guess) + noise || balanced > even + ((1 - even) / 4)) yield break;
        yield return $"accuracy is at chance: {Percent(result.Test.Accuracy)} of the test rows, {Percent(guess)} for always guessing the "
            + "most frequent class; the features may not tell the classes apart, or the learning rate does not suit (--lr)";
    }

    private static IEnumerable<string> BestEpochAtTheEnd(TrainingResult result, DataSplit split)
    {
        int epochs = result.Totals.Epochs, tenth = epochs / 10;
        if (epochs < FewEpochs || result.Best.Epoch < epochs - (epochs / 50)) yield break;
        double last = LossWithin(result, epochs - tenth, epochs), before = LossWithin(result, epochs - (2 * tenth), epochs - tenth);
        if (last > (1 - StillFalling) * before) yield break;
        yield return $"the best epoch is {result.Best.Epoch} of {epochs}, and the validation loss was still falling: more --epochs may "
            + "help";
    }

    private static IEnumerable<string> BestEpochEarly(TrainingResult result, DataSplit split)
    {
        int epochs = result.Totals.Epochs;
        if (epochs < FewEpochs || result.Best.Epoch > Early * epochs) yield break;
        double later = LossWithin(result, epochs - (epochs / 10), epochs);
        bool isAsGood = result.Epochs[^1].ValidationAccuracy >= result.Best.ValidationAccuracy;
        if (isAsGood || later < Overfits * result.Best.ValidationLoss) yield break;
        yield return $"the best epoch is {result.Best.Epoch} of {epochs}, later ones overfit: fewer --epochs, a lower --lr, --dropout or "
            + "--weight-decay may help";
    }

    /// <summary>Mean validation loss over epochs of (from, to].</summary>
    private static double LossWithin(TrainingResult result, int from, int to) => result.Epochs
        .Where(report => report.Epoch > from && report.Epoch <= to).Select(report => report.ValidationLoss)
        .DefaultIfEmpty(double.NaN).Average();

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0}%");
}
