using Ctre.Analysis;
using Ctre.Cli.Rendering;
using Ctre.Losses;
using Ctre.Topology;
using Ctre.Training;
using Spectre.Console;
using static Ctre.Cli.Rendering.DisplayText;

namespace Ctre.Cli.Runs;

/// <summary>The result of a training run, 80 columns wide.</summary>
internal static class TrainingSummary
{
    private const int BytesPerNumber = 4, Width = 80, Labels = 12;
    private const double NotableImbalance = 1.5;

    /// <param name="run">The run.</param>
    /// <param name="testWords">The words by which another command finds the test rows, ready for a shell.</param>
    /// <param name="console">Where to write.</param>
    public static void Show(RunRecord run, IReadOnlyList<string> testWords, IAnsiConsole console)
    {
        TrainingResult result = run.Result;
        console.Line($"{result.DatasetName}, {result.Recipe.Method}, seed {result.Recipe.Seed}: requested {Requested(result.Recipe)}");
        console.Write(Layers(result));
        Table facts = Tables.Of("accuracy", "");
        facts.Add(result.RefitRows is null ? "test, best epoch" : "test, trained again", Percent(result.Test.Accuracy));
        facts.Add("validation, best epoch", Percent(result.Best.ValidationAccuracy));
        facts.Add("test, last epoch", Percent(result.Epochs[^1].TestAccuracy));
        console.Write(facts);
        if (run.Imbalance > NotableImbalance) ShowBalance(run, console);

        long bytes = new FileInfo(run.Folder.ModelPath).Length;
        double dense = result.BestNetwork.Layers.Sum(layer => (double)(layer.Connections.Places + layer.Outputs)) * BytesPerNumber;
        console.Line($"best epoch  {result.Best.Epoch} of {result.Totals.Epochs}{Ended(result)}");
        console.Line(
            $"time        {Seconds(run.TotalSeconds)}: training {Seconds(run.TrainingSeconds)}, "
            + $"evaluation {Seconds(run.EvaluationSeconds)}, topology {Seconds(run.TopologySeconds)}");
        console.Line($"speed       {Count(run.SamplesPerSecond)} samples/s");
        console.Line($"model       {Count(bytes)} bytes; dense {Count(dense)} bytes");
        console.Line($"peak memory {Bytes(run.PeakMemoryBytes)}");
        console.Line($"run         {run.Folder.Folder}");
        foreach (string warning in run.Warnings)
            foreach ((int number, string line) in Lines(warning, Width - Labels).Index())
                console.Line($"{(number == 0 ? "warning" : "")}{new string(' ', number == 0 ? Labels - "warning".Length : Labels)}{line}");
        console.Line($"next        ctre evaluate {ShellWord.OfPath(run.Folder.Folder)} {string.Join(' ', testWords)}");
    }

    private static string Ended(TrainingResult result) => result switch
    {
        { WasCancelled: true } => $"; interrupted, {result.Recipe.Epochs} were asked for",
        { RefitRows: { } rows } => $"; trained again on {Count(rows)} rows for as many",
        _ when result.Totals.Epochs < result.Recipe.Epochs => $"; ended early, by --patience {result.Recipe.Patience}",
        _ => "",
    };

    private static void ShowBalance(RunRecord run, IAnsiConsole console)
    {
        Evaluation test = run.Result.Test;
        ClassMetrics worst = EvaluationTables.Worst(test);
        console.Line($"balanced    accuracy {Percent(test.BalancedAccuracy)}, macro F1 {Percent(test.MacroF1)} on the test rows");
        console.Line(
            $"worst class {worst.Name}: recall {Percent(worst.Recall)}, precision {Percent(worst.Precision)}, "
            + $"{Count(worst.Support)} test rows");
        string advice = run.Result.Recipe.ClassWeight == ClassWeightKind.None ? " (--class-weight balanced makes all count the same)" : "";
        console.Line($"imbalance   the largest class has {Number(run.Imbalance)} times the rows of the smallest{advice}");
    }

    private static Table Layers(TrainingResult result)
    {
        IReadOnlyList<LayerStatistics> layers = LayerStatistics.Of(result.BestNetwork);
        int[] sizes = [layers[0].Inputs, .. layers.Select(layer => layer.Outputs)];
        (double?[] asked, double askedOfAll) = ConnectionBudget.Requested(sizes, result.Recipe);
        Table table = Tables.Of("layer", "shape", "asked", "density", "ε", "conn.", "dead");
        for (int l = 0; l < layers.Count; l++)
        {
            LayerStatistics layer = layers[l];
            table.Add($"{l + 1}", $"{layer.Inputs} × {layer.Outputs}", asked[l] is { } density ? Density(density) : "–",
                Density(layer.Density), Number(layer.Connections / ((double)layer.Inputs + layer.Outputs)), Count(layer.Connections),
                Count(layer.DeadNeurons));
        }

        double neurons = layers.Sum(layer => (double)layer.Inputs + layer.Outputs);
        table.Add("all", "", Density(askedOfAll), Density(result.BestNetwork.Density),
            Number(result.BestNetwork.Connections / neurons), Count(result.BestNetwork.Connections),
            Count(layers.Sum(layer => (double)layer.DeadNeurons)));
        return table;
    }

    private static string Requested(Recipe recipe) => recipe switch
    {
        { Density: { } density } => $"density {Number(density)}, spread {EnumNames<DistributionKind>.Of(recipe.Distribution)}",
        { Distribution: DistributionKind.List } => $"densities {string.Join(", ", recipe.LayerDensities.Select(Number))}",
        _ => $"ε {Number(recipe.Epsilon)}, spread {EnumNames<DistributionKind>.Of(recipe.Distribution)}",
    };
}
