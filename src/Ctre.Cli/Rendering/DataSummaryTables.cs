using System.Globalization;
using Ctre.Data;
using Ctre.Data.Summary;
using Spectre.Console;
using static Ctre.Cli.Rendering.DisplayText;

namespace Ctre.Cli.Rendering;

/// <summary>The statistics of data, as tables and lines.</summary>
internal static class DataSummaryTables
{
    private const int MostClasses = 30, MostNamed = 10, WorstMissing = 3;

    public static void Show(LoadedData loaded, DataSummary summary, ScalerAdvice advice, IAnsiConsole console)
    {
        Dataset data = loaded.Training;
        string test = loaded.Test is { } part ? $" + {Count(part.Rows)} to test" : "";
        console.Line($"{data.Name}: {Count(summary.Rows)} rows{test}, {Count(data.Features)} features, {data.Classes} classes");
        if (summary.Numbers.Any())
        {
            string range = $"{Number(summary.Minimum)} to {Number(summary.Maximum)}, mean {Number(summary.Mean)}";
            console.Line($"values      {range}{(summary.IsWhole ? ", all integers" : "")}");
            console.Line($"zeros       {Percent(summary.ZeroShare)}{(data.Sparse is null ? "" : ", stored compressed")}");
        }

        if (summary.Features.Any(feature => feature.IsCategorical)) console.Line($"categories  {Categories(summary)}");
        console.Line($"missing     {Count(summary.Missing)} values");
        console.Line($"constant    {Constant(summary)}");
        console.Line($"duplicates  {Count(summary.DuplicateRows)} rows have the features of one before them");
        if (summary.Imbalance is { } imbalance)
            console.Line($"imbalance   {Number(imbalance)}: rows of the largest class by those of the smallest");
        console.Line($"scaler      {EnumNames<ScalerKind>.Of(advice.Kind)}: {advice.Reason}");
        if (summary.Classes.Count is > 0 and <= MostClasses) console.Write(Classes(loaded, summary));
        console.Write(Features(summary));
    }

    private static string Constant(DataSummary summary)
    {
        string[] constant = [.. summary.ConstantFeatures.Select(Called)];
        return constant.Length == 0
            ? "no feature"
            : $"{Count(constant.Length)} of {Count(summary.Features.Count)} features: {List(constant)}";
    }

    private static string Categories(DataSummary summary) => List([.. summary.Features
        .Where(feature => feature.IsCategorical).Select(feature => $"{Called(feature)} ({feature.Column.Categories!.Count})")]);

    private static string List(string[] names) => string.Join(", ", names.Take(MostNamed)) + (names.Length > MostNamed ? ", …" : "");

    private static string Called(FeatureStatistics feature) =>
        feature.Column.Name ?? feature.Index.ToString(CultureInfo.InvariantCulture);

    private static Table Classes(LoadedData loaded, DataSummary summary)
    {
        Table table = loaded.Test is null ? Tables.Of("class", "rows", "share") : Tables.Of("class", "rows", "share", "to test");
        foreach ((string name, int rows) in summary.Classes)
        {
            string[] cells = [name, Count(rows), Percent((double)rows / summary.Rows)];
            table.Add(loaded.Test is { } test ? [.. cells, Count(CountIn(test, name))] : cells);
        }

        return table;
    }

    private static int CountIn(Dataset test, string name)
    {
        int label = test.ClassNames.ToList().IndexOf(name);
        return label < 0 ? 0 : test.Labels.Count(label);
    }

    /// <summary>The features that stand out, each with what it stands out by.</summary>
    private static Table Features(DataSummary summary)
    {
        Table table = Tables.Of("feature", "min", "max", "mean", "deviation", "missing", "it has the");
        IEnumerable<FeatureStatistics> incomplete = summary.Features.Where(feature => feature.Missing > 0);
        foreach (FeatureStatistics feature in incomplete.OrderByDescending(feature => feature.Missing).Take(WorstMissing))
            Add(feature, "most missing");
        FeatureStatistics[] numbers = [.. summary.Numbers], varying = [.. numbers.Where(feature => !feature.IsConstant)];
        if (numbers.Length == 0) return table;
        Add(numbers.MinBy(feature => feature.Minimum), "smallest value");
        Add(numbers.MaxBy(feature => feature.Maximum), "largest value");
        if (varying.Length == 0) return table;
        Add(varying.MaxBy(feature => feature.Deviation), "widest spread");
        Add(varying.MinBy(feature => feature.Deviation), "narrowest spread");
        return table;

        void Add(FeatureStatistics feature, string why)
        {
            double[] figures = [feature.Minimum, feature.Maximum, feature.Mean, feature.Deviation];
            IEnumerable<string> shown = figures.Select(figure => feature.IsCategorical ? "–" : Number(figure));
            table.Add([Called(feature), .. shown, Count(feature.Missing), why]);
        }
    }
}
