using System.Globalization;
using Ctre.Cli.Rendering;
using Spectre.Console;
using static Ctre.Cli.Rendering.DisplayText;

namespace Ctre.Cli.Comparison;

/// <summary>
/// Shows the progress of a comparison: live bars on a terminal, a line per finished run elsewhere. Called from many threads.
/// </summary>
/// <param name="terminal">Where to show.</param>
/// <param name="jobs">How many runs are trained at the same time.</param>
/// <param name="quiet">Whether nothing is shown but notes.</param>
internal sealed class ComparisonProgress(Terminal terminal, int jobs, bool quiet)
{
    private const int BarWidth = 10, Margin = 18;

    private readonly Lock gate = new();
    private readonly Dictionary<PlannedRun, (int Epochs, ProgressTask? Bar)> running = [];
    private readonly HashSet<PlannedRun> open = [];
    private readonly DurationEstimator durations = new();
    private ProgressContext? live;
    private ProgressTask? all;
    private string what = "";
    private int total;

    /// <summary>Does the work while its progress is shown.</summary>
    /// <param name="name">What the work is: <c>runs</c>, <c>trials</c>.</param>
    /// <param name="work">The work; it calls the other members.</param>
    public T Follow<T>(string name, Func<T> work)
    {
        what = name;
        if (quiet || !terminal.IsLive) return work();
        Progress progress = terminal.Notes.Progress();
        progress.AutoClear = true;
        progress.HideCompleted = true;
        progress.Columns(
            new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left });
        return progress.Start(context =>
        {
            live = context;
            all = context.AddTask("starting");
            try
            {
                return work();
            }
            finally
            {
                (live, all) = (null, null);
            }
        });
    }

    /// <summary>A line for the user that does not belong to any run.</summary>
    public void Note(string line) => terminal.Note(line);

    /// <summary>All cells and, where they are stored already, their results.</summary>
    public void Begin(IReadOnlyList<PlannedRun> cells, IReadOnlyList<RunResult?> known)
    {
        lock (gate)
        {
            total = cells.Count;
            open.Clear();
            for (int i = 0; i < cells.Count; i++)
            {
                if (known[i] is { } result) durations.Learn(cells[i], result.Seconds);
                else open.Add(cells[i]);
            }

            int stored = total - open.Count;
            if (stored > 0 && !quiet) terminal.Note($"{stored} of {total} {what} are stored already");
            ShowAll();
        }
    }

    public void Started(PlannedRun cell)
    {
        lock (gate)
        {
            running[cell] = (0, live?.AddTask(Fit(Named(cell)), maxValue: cell.Recipe.Epochs));
            ShowAll();
        }
    }

    public void EpochDone(PlannedRun cell, int epoch)
    {
        lock (gate)
        {
            ProgressTask? bar = running[cell].Bar;
            running[cell] = (epoch, bar);
            if (bar is null) return;
            bar.Value = epoch;
            ShowAll();
        }
    }

    public void Finished(PlannedRun cell, RunResult result)
    {
        lock (gate)
        {
            running.Remove(cell, out (int Epochs, ProgressTask? Bar) ended);
            ended.Bar?.StopTask();
            open.Remove(cell);
            durations.Learn(cell, result.Seconds);
            if (live is null && !quiet)
                terminal.Note($"{total - open.Count}/{total} {Named(cell)}: {Outcome(result)} in {Seconds(result.Seconds)}{TimeLeft()}");
            ShowAll();
        }
    }

    private static string Outcome(RunResult result) =>
        result.Failure is { } failure ? failure : $"validation {Percent(result.ValidationAccuracy)}, test {Percent(result.TestAccuracy)}";

    private static string Named(PlannedRun cell) => $"{cell.Data.Name} {cell.Recipe.Method} {cell.Connectivity} {cell.Label}";

    private void ShowAll()
    {
        if (all is null) return;
        all.MaxValue = total;
        all.Value = total - open.Count + running.Sum(run => (double)run.Value.Epochs / run.Key.Recipe.Epochs);
        all.Description = Fit($"{total - open.Count}/{total} {what}{TimeLeft()}");
    }

    private string TimeLeft()
    {
        double seconds = 0, longest = 0;
        foreach (PlannedRun cell in open)
        {
            if (durations.Seconds(cell) is not { } whole) return "";
            double left = whole * (1 - (double)running.GetValueOrDefault(cell).Epochs / cell.Recipe.Epochs);
            seconds += left;
            longest = Math.Max(longest, left);
        }

        if (open.Count == 0) return "";
        double wait = Math.Max(longest, seconds / jobs);
        return wait < 90
            ? string.Create(CultureInfo.InvariantCulture, $", about {Math.Max(1, wait):0} s left")
            : string.Create(CultureInfo.InvariantCulture, $", about {wait / 60:0} min left");
    }

    private string Fit(string text)
    {
        int room = Math.Max(10, terminal.Notes.Profile.Width - Margin);
        return Markup.Escape(text.Length <= room ? text : text[..(room - 1)] + "…");
    }
}
