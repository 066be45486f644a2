using Ctre.Cli.Rendering;
using Spectre.Console;
using static Ctre.Cli.Rendering.DisplayText;

namespace Ctre.Cli.Comparison;

/// <summary>A comparison on the terminal, a table per data set, 80 columns wide.</summary>
internal static class ComparisonTables
{
    /// <param name="summary">The comparison.</param>
    /// <param name="folder">Where its files are.</param>
    /// <param name="console">Where to write.</param>
    public static void Show(Summary summary, string folder, IAnsiConsole console)
    {
        bool several = summary.Connectivities.Count > 1;
        foreach (string data in summary.DataNames)
        {
            SummaryRow[] rows = [.. summary.Rows.Where(row => row.Data == data)];
            int runs = rows.Max(row => row.Runs.Count);
            console.Line($"{data}: test accuracy in %, {(runs == 1 ? "one run" : $"mean ± standard deviation over {runs} runs")}");
            Table table = Tables.Of(
                ["method", .. (string[])(several ? ["asked"] : []), "accuracy", "conn.", "time", "train fl.", "infer fl.", "model"]);
            foreach (SummaryRow row in rows)
            {
                IEnumerable<string> asked = several ? [row.Connectivity] : [];
                table.Add([row.Method, .. asked, MarkdownSummary.Accuracy(row) + Mark(row, rows), .. Cost(row)]);
            }

            console.Write(table);
        }

        console.Line("** the best, * the best sparse one; time of training and rewiring on one thread; flops relative to dense");
        IEnumerable<string> ranks = summary.Ranks.Select(rank => FormattableString.Invariant($"{rank.Method} {rank.MeanRank:0.00}"));
        if (summary.Ranks.Count > 1) console.Line("mean rank   " + string.Join("  ", ranks));
        foreach (SummaryRow row in summary.Rows)
            if (row.Runs.FirstOrDefault(run => run.Failure is not null) is { } failed)
                console.Line($"failed      {row.Data}, {row.Method}, {row.Connectivity}: {failed.Failure}");
        console.Line($"summary     {Path.Combine(folder, ComparisonFolder.TextName)}");
    }

    private static string Mark(SummaryRow row, SummaryRow[] rows) => Summary.RankMark(row, rows) switch
    {
        RankMark.Best => " **",
        RankMark.BestSparse => "  *",
        _ => "   ",
    };

    private static IEnumerable<string> Cost(SummaryRow row) => row.Finished.Count == 0
        ? ["", "", "", "", ""]
        : [Count(row.Connections), Seconds(row.TrainingSeconds + row.TopologySeconds), Density(row.TrainingFlops),
            Density(row.InferenceFlops), Bytes(row.ModelBytes)];
}
