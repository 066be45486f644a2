using Ctre.Analysis;
using static Ctre.Cli.Rendering.DisplayText;

namespace Ctre.Cli.Comparison;

/// <summary>Whether the runs of a comparison fit into memory, as many as run at once.</summary>
internal static class ComparisonMemory
{
    /// <param name="cells">The runs.</param>
    /// <param name="jobs">How many run at once.</param>
    /// <param name="allowed">Bytes that may be taken.</param>
    /// <exception cref="InputException">They don't fit.</exception>
    public static void Check(IReadOnlyList<PlannedRun> cells, int jobs, double allowed)
    {
        double shared = MemoryEstimate.ProgramBytes + cells.Select(cell => cell.Data).Distinct().Sum(data => data.Bytes);
        // Seeds differ in nothing that takes memory.
        (PlannedRun Run, double Bytes)[] runs =
        [
            .. cells.GroupBy(cell => (cell.Data, cell.Recipe.Method, cell.Connectivity, cell.Label.StartsWith('t') ? cell.Label : ""))
                .SelectMany(same => Enumerable.Repeat((same.First(), BytesOf(same.First())), same.Count()))
                .OrderByDescending(run => run.Item2),
        ];
        if (Together(jobs) <= allowed) return;
        (PlannedRun largest, double bytes) = runs[0];
        int fitting = Enumerable.Range(1, jobs).LastOrDefault(count => Together(count) <= allowed);
        string which = $"{largest.Data.Name}, {largest.Recipe.Method}, {MarkdownSummary.Words(largest.Connectivity)}";
        string advice = fitting > 0
            ? $"it would fit with --jobs {fitting}."
            : "use narrower --hidden layers, a smaller --batch-size or a lower density.";
        throw new InputException(
            $"{Math.Min(jobs, runs.Length)} runs at once need about {Memory(Together(jobs))} of memory, {Memory(allowed)} "
            + $"are allowed (--max-memory); the largest ({which}) takes {Memory(bytes)} itself: {advice}");

        double Together(int count) => shared + runs.Take(count).Sum(run => run.Bytes);
    }

    private static double BytesOf(PlannedRun cell)
    {
        try
        {
            return cell.Data.BytesOf(cell.Recipe);
        }
        catch (InputException)
        {
            // The run itself says what is wrong with its recipe, and the others are run.
            return 0;
        }
    }
}
