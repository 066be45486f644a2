using System.Globalization;
using Ctre.Training;
using Spectre.Console;
using static Ctre.Cli.Rendering.DisplayText;

namespace Ctre.Cli.Rendering;

/// <summary>The evaluation of a model, as tables.</summary>
internal static class EvaluationTables
{
    private const int MostClasses = 30, MostConfusions = 10;
    private const string Corner = "actual \\ predicted";

    public static void Show(Evaluation evaluation, IAnsiConsole console)
    {
        console.Line(
            $"accuracy {Percent(evaluation.Accuracy)}, balanced {Percent(evaluation.BalancedAccuracy)}, "
            + $"macro F1 {Percent(evaluation.MacroF1)}, loss {Loss(evaluation.Loss)}, {Count(evaluation.Samples)} samples");
        ShowClasses(evaluation, console);
        bool fits = evaluation.ClassNames.Count <= MostClasses && WidthOfConfusion(evaluation) <= console.Profile.Width;
        if (fits) ShowConfusion(evaluation, console);
        else ShowConfusions(evaluation, console);
    }

    /// <summary>The class that a model does worst on, of those that occur.</summary>
    public static ClassMetrics Worst(Evaluation evaluation) => evaluation.PerClass.Where(one => one.Support > 0).MinBy(one => one.F1)!;

    private static void ShowClasses(Evaluation evaluation, IAnsiConsole console)
    {
        IReadOnlyList<ClassMetrics> shown = evaluation.PerClass;
        if (shown.Count > MostClasses)
        {
            shown = [.. shown.Where(one => one.Support > 0).OrderBy(one => one.F1).Take(MostClasses)];
            console.Line($"the {shown.Count} classes with the lowest F1 of {evaluation.ClassNames.Count}; --json has all");
        }

        Table classes = Tables.Of("class", "precision", "recall", "F1", "samples");
        foreach (ClassMetrics one in shown)
            classes.Add(one.Name, Percent(one.Precision), Percent(one.Recall), Percent(one.F1), Count(one.Support));
        console.Write(classes);
    }

    private static void ShowConfusion(Evaluation evaluation, IAnsiConsole console)
    {
        Table confusion = Tables.Of([Corner, .. evaluation.ClassNames]);
        for (int actual = 0; actual < evaluation.ClassNames.Count; actual++)
        {
            int row = actual;
            confusion.Add([evaluation.ClassNames[actual], .. Enumerable.Range(0, evaluation.ClassNames.Count)
                .Select(predicted => evaluation.Confusion(row, predicted).ToString(CultureInfo.InvariantCulture))]);
        }

        console.Write(confusion);
    }

    private static int WidthOfConfusion(Evaluation evaluation)
    {
        int digits = evaluation.Samples.ToString(CultureInfo.InvariantCulture).Length;
        // A blank before each column and at both ends.
        return evaluation.ClassNames.Append(Corner).Max(name => name.Length) + 2
            + evaluation.ClassNames.Sum(name => Math.Max(name.Length, digits) + 1);
    }

    /// <summary>The most frequent errors, where the confusion matrix is too wide to show.</summary>
    private static void ShowConfusions(Evaluation evaluation, IAnsiConsole console)
    {
        int classes = evaluation.ClassNames.Count;
        var errors = Enumerable.Range(0, classes)
            .SelectMany(actual => Enumerable.Range(0, classes).Where(predicted => predicted != actual)
                .Select(predicted => (Actual: actual, Predicted: predicted, Count: evaluation.Confusion(actual, predicted))))
            .Where(error => error.Count > 0).OrderByDescending(error => error.Count).Take(MostConfusions).ToList();
        if (errors.Count == 0) return;
        Table table = Tables.Of("most frequent errors: actual", "predicted", "samples", "of the class");
        foreach ((int actual, int predicted, int count) in errors)
            table.Add(
                evaluation.ClassNames[actual], evaluation.ClassNames[predicted], Count(count),
                Percent((double)count / evaluation.PerClass[actual].Support));
        console.Write(table);
    }
}
