using Ctre.Analysis;
using Ctre.Optimization;
using Ctre.Training;
using Spectre.Console;

namespace Ctre.Cli.Rendering;

/// <summary>What a training run came to, 80 columns wide.</summary>
internal static class TrainingSummary
{
    private const int BytesPerNumber = 4;
    private const double NotableImbalance = 1.5;

    /// <param name="run">The run.</param>
    /// <param name="testWords">The words by which another command finds the test rows, ready for a shell.</param>
    /// <param name="console">Where to write.</param>
    public static void Show(FinishedRun run, IReadOnlyList<string> testWords, IAnsiConsole console)
    {
        TrainingResult result = run.Result;
        console.Line($"{result.Dataset}, {result.Recipe.Method}, seed {result.Recipe.Seed}: requested {Requested(result.Recipe)}");
        console.Write(Layers(result));
        Table facts = Tables.Of("accuracy", "");
        facts.Add("test, best epoch", Shown.Percent(result.Test.Accuracy));
        facts.Add("validation, best epoch", Shown.Percent(result.Best.ValidationAccuracy));
        facts.Add("test, last epoch", Shown.Percent(result.Epochs[^1].TestAccuracy));
        console.Write(facts);
        if (run.Imbalance > NotableImbalance) ShowBalance(run, console);

        long bytes = new FileInfo(run.Folder.ModelPath).Length;
        double dense = result.Network.Layers.Sum(layer => (double)(layer.Connections.Places + layer.Outputs)) * BytesPerNumber;
        console.Line($"best epoch  {result.Best.Epoch} of {result.Epochs.Count}");
        console.Line(
            $"time        {Shown.Seconds(run.TotalSeconds)}: training {Shown.Seconds(run.TrainingSeconds)}, "
            + $"evaluation {Shown.Seconds(run.EvaluationSeconds)}, topology {Shown.Seconds(run.TopologySeconds)}");
        console.Line($"speed       {Shown.Count(run.SamplesPerSecond)} samples/s");
        console.Line($"model       {Shown.Count(bytes)} bytes; dense {Shown.Count(dense)} bytes");
        console.Line($"peak memory {Shown.Bytes(run.PeakMemoryBytes)}");
        console.Line($"run         {run.Folder.Folder}");
        console.Line($"next        ctre evaluate {ShellWord.OfPath(run.Folder.Folder)} {string.Join(' ', testWords)}");
    }

    private static void ShowBalance(FinishedRun run, IAnsiConsole console)
    {
        Evaluation test = run.Result.Test;
        ClassMetrics worst = EvaluationTables.Worst(test);
        console.Line($"balanced    accuracy {Shown.Percent(test.BalancedAccuracy)}, macro F1 {Shown.Percent(test.MacroF1)} on the test rows");
        console.Line(
            $"worst class {worst.Name}: recall {Shown.Percent(worst.Recall)}, precision {Shown.Percent(worst.Precision)}, {Shown.Count(worst.Support)} test rows");
        string advice = run.Result.Recipe.ClassWeight == ClassWeightKind.None ? " (--class-weight balanced makes all count the same)" : "";
        console.Line($"imbalance   the largest class has {Shown.Number(run.Imbalance)} times the rows of the smallest{advice}");
    }

    private static Table Layers(TrainingResult result)
    {
        IReadOnlyList<LayerStatistics> layers = LayerStatistics.Of(result.Network);
        int[] sizes = [layers[0].Inputs, .. layers.Select(layer => layer.Outputs)];
        Table table = Tables.Of("layer", "shape", "asked", "density", "ε", "conn.", "dead");
        for (int l = 0; l < layers.Count; l++)
        {
            LayerStatistics layer = layers[l];
            string asked = AskedDensity.OfLayer(result.Recipe, sizes, l) is { } density ? Shown.Density(density) : "–";
            table.Add($"{l + 1}", $"{layer.Inputs} × {layer.Outputs}", asked, Shown.Density(layer.Density),
                Shown.Number(layer.Connections / ((double)layer.Inputs + layer.Outputs)), Shown.Count(layer.Connections),
                Shown.Count(layer.DeadNeurons));
        }

        double neurons = layers.Sum(layer => (double)layer.Inputs + layer.Outputs);
        table.Add("all", "", Shown.Density(AskedDensity.OfAll(result.Recipe, sizes)), Shown.Density(result.Network.Density),
            Shown.Number(result.Network.Connections / neurons), Shown.Count(result.Network.Connections),
            Shown.Count(layers.Sum(layer => (double)layer.DeadNeurons)));
        return table;
    }

    private static string Requested(Recipe recipe) => recipe switch
    {
        { Density: { } density } => $"density {Shown.Number(density)}, spread {OptionText<DistributionKind>.Of(recipe.Distribution)}",
        { Distribution: DistributionKind.List } => $"densities {string.Join(", ", recipe.LayerDensities.Select(Shown.Number))}",
        _ => $"ε {Shown.Number(recipe.Epsilon)}, spread {OptionText<DistributionKind>.Of(recipe.Distribution)}",
    };
}
