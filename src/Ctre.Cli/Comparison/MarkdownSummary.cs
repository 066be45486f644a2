using System.Globalization;
using System.Text;
using Ctre.Cli.Rendering;

namespace Ctre.Cli.Comparison;

/// <summary><c>summary.md</c>: a comparison as people read it. The same runs give the same text.</summary>
internal static class MarkdownSummary
{
    /// <param name="title">What was compared.</param>
    /// <param name="notes">What a reader has to know in addition: settings, what was skipped.</param>
    /// <param name="summary">The numbers.</param>
    /// <param name="settings">The settings of each method, a section of its own; empty if all have the same.</param>
    /// <param name="plots">The files of the plots.</param>
    public static string Of(string title, IReadOnlyList<string> notes, Summary summary, string settings, IReadOnlyList<string> plots)
    {
        var text = new StringBuilder($"# {title}\n\n");
        foreach (string note in notes) text.Append(note).Append("\n\n");
        text.Append(
            "Test accuracy at the best validation epoch in %, mean ± standard deviation over seeds. "
            + "**Bold**: the best of all; **_bold italic_**: the best of the sparse methods.\n\n");
        foreach (string connectivity in summary.Connectivities.DefaultIfEmpty(PlannedRun.Complete)) Overview(text, summary, connectivity);
        Ranks(text, summary);
        foreach (string data in summary.DataNames) Details(text, data, summary);
        Failures(text, summary);
        text.Append(settings).Append("## Plots\n\n");
        foreach (string plot in plots)
            text.Append(CultureInfo.InvariantCulture, $"![{Path.GetFileNameWithoutExtension(plot)}](plots/{plot})\n");
        return text.ToString();
    }

    /// <summary>ε or density in words.</summary>
    public static string Words(string connectivity) => connectivity switch
    {
        _ when connectivity == PlannedRun.Complete => connectivity,
        "list" => "densities per layer",
        ['e', ..] => $"ε = {connectivity[1..]}",
        _ => $"density {connectivity[1..]}",
    };

    /// <summary><c>98.31 ± 0.12</c>, in %; a dash where no run finished.</summary>
    public static string Accuracy(SummaryRow row) => row.Finished.Count == 0 ? "–"
        : Number(100 * row.Accuracy, "0.00") + (double.IsNaN(row.Deviation) ? "" : " ± " + Number(100 * row.Deviation, "0.00"))
            + (row.Finished.Count < row.Runs.Count ? $" ({row.Finished.Count} of {row.Runs.Count})" : "");

    private static void Overview(StringBuilder text, Summary summary, string connectivity)
    {
        SummaryRow[] rows = [.. summary.At(connectivity)];
        string columns = string.Join(" | ", summary.DataNames.Select(Text));
        text.Append(CultureInfo.InvariantCulture, $"## {Words(connectivity)}\n\n| method | {columns} | mean rank |\n");
        text.Append("|---|").Insert(text.Length, "---:|", summary.DataNames.Count + 1).Append('\n');
        foreach (string method in rows.Select(row => row.Method).Distinct())
        {
            string cells = string.Join(" | ", summary.DataNames.Select(data =>
                rows.FirstOrDefault(row => row.Method == method && row.Data == data) is { } row ? Emphasized(row, rows) : ""));
            text.Append(CultureInfo.InvariantCulture, $"| {method} | {cells} | {MeanRank(summary, method, connectivity)} |\n");
        }

        text.Append('\n');
    }

    private static string MeanRank(Summary summary, string method, string connectivity) =>
        summary.MeanRank(method, connectivity) is { } rank ? Number(rank, "0.00") : "";

    private static string Emphasized(SummaryRow row, IEnumerable<SummaryRow> rows) => Summary.RankMark(row, rows) switch
    {
        RankMark.Best => $"**{Accuracy(row)}**",
        RankMark.BestSparse => $"**_{Accuracy(row)}_**",
        _ => Accuracy(row),
    };

    private static void Ranks(StringBuilder text, Summary summary)
    {
        if (summary.Reference is null || summary.Comparisons.Count == 0) return;
        text.Append(
            $"## {summary.Reference} against each\n\n"
            + "Wilcoxon's signed-rank test over the pairs of equal data set, density and seed, two-sided; p by Holm allows for "
            + "the number of comparisons. Seeds of one data set are not independent evidence: read p with care. "
            + "A run that failed counts 0 %.\n\n"
            + "| method | pairs | better | worse | mean difference, points | p | p by Holm |\n|---|---:|---:|---:|---:|---:|---:|\n");
        foreach (PairedComparison one in summary.Comparisons)
        {
            string difference = Number(100 * one.Difference, "+0.00;-0.00;0.00");
            text.Append(CultureInfo.InvariantCulture, $"| {one.Method} | {one.Pairs} | {one.Wins} | {one.Losses} | {difference} | ");
            text.Append(CultureInfo.InvariantCulture, $"{one.Probability:G2} | {one.Corrected:G2} |\n");
        }

        text.Append('\n');
    }

    private static void Details(StringBuilder text, string data, Summary summary)
    {
        SummaryRow[] rows = [.. summary.Rows.Where(row => row.Data == data)];
        text.Append(
            $"## {Text(data)}\n\n"
            + "Seconds are of training steps plus those of scoring and rewiring, on one thread; flops are relative "
            + "to the dense network in as many epochs.\n\n"
            + "| method | connections asked for | accuracy | connections | seconds | training flops | inference flops | model bytes |\n"
            + "|---|---|---:|---:|---:|---:|---:|---:|\n");
        foreach (SummaryRow row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Method} | {Words(row.Connectivity)} | {Emphasized(row, rows)} | ");
            text.Append(row.Finished.Count == 0
                ? "| | | | |\n"
                : $"{DisplayText.Count(row.Connections)} | {Number(row.TrainingSeconds, "0.0")} + {Number(row.TopologySeconds, "0.0")} | "
                    + $"{Share(row.TrainingFlops)} | {Share(row.InferenceFlops)} | {DisplayText.Count(row.ModelBytes)} |\n");
        }

        text.Append('\n');
    }

    private static void Failures(StringBuilder text, Summary summary)
    {
        string[] lines =
        [
            .. from row in summary.Rows
               from run in row.Runs
               where run.Failure is not null
               let which = $"{row.Data}, {row.Method}, {Words(row.Connectivity)}, seed {run.Recipe["seed"]}"
               select $"- {which}: {PlainText.Line(run.Failure!)}\n",
        ];
        if (lines.Length > 0) text.Append("## Runs that failed\n\n").AppendJoin("", lines).Append('\n');
    }

    private static string Text(string name) => PlainText.Line(name).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Share(double share) => Number(100 * share, share < 0.01 ? "0.000" : "0.0") + " %";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
