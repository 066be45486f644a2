using System.Globalization;
using Ctre.Training;
using Spectre.Console;

namespace Ctre.Cli.Rendering;

/// <summary>How well a model does, as tables.</summary>
internal static class EvaluationTables
{
    private const int MostClasses = 30;

    public static void Show(Evaluation evaluation, IAnsiConsole console)
    {
        console.Line(
            $"accuracy {Shown.Percent(evaluation.Accuracy)}, loss {Shown.Loss(evaluation.Loss)}, macro F1 {Shown.Percent(evaluation.MacroF1)}, "
            + $"{Shown.Count(evaluation.Samples)} samples");
        Table classes = Tables.Of("class", "precision", "recall", "F1", "samples");
        foreach (ClassMetrics one in evaluation.PerClass)
            classes.Add(one.Name, Shown.Percent(one.Precision), Shown.Percent(one.Recall), Shown.Percent(one.F1), Shown.Count(one.Support));
        console.Write(classes);
        if (evaluation.ClassNames.Count > MostClasses) return;

        Table confusion = Tables.Of(["actual \\ predicted", .. evaluation.ClassNames]);
        for (int actual = 0; actual < evaluation.ClassNames.Count; actual++)
        {
            int row = actual;
            confusion.Add([evaluation.ClassNames[actual], .. Enumerable.Range(0, evaluation.ClassNames.Count)
                .Select(predicted => evaluation.Confusion(row, predicted).ToString(CultureInfo.InvariantCulture))]);
        }

        console.Write(confusion);
    }
}
