using System.Diagnostics;
using System.Globalization;
using Ctre.Runs;
using Ctre.Training;
using Spectre.Console;
using static Ctre.Cli.Rendering.DisplayText;

namespace Ctre.Cli.Rendering;

/// <summary>Shows the progress of training: a live bar on a terminal, an occasional line elsewhere.</summary>
internal sealed class TrainingProgress(Terminal terminal, int epochs, int rows)
{
    private const int Lines = 20, RefreshMilliseconds = 100;

    // The numbers of an epoch need about 60 columns; beside them, 80 have room for a bar and a percentage, but not for a clock.
    private const int WideTerminal = 90, BarWidth = 10, PercentageWidth = 5, ClockWidth = 9, Margin = 1;

    private readonly bool isWide = terminal.Notes.Profile.Width >= WideTerminal;

    /// <summary>Trains, and shows it on stderr unless it is to be quiet.</summary>
    public TrainingResult Follow(TrainingOptions options, bool quiet, Func<TrainingOptions, TrainingResult> train) =>
        quiet ? train(options)
        : terminal.IsLive ? FollowLive(options, train)
        : train(options with { Progress = new DirectProgress<EpochReport>(WriteLine) });

    private void WriteLine(EpochReport epoch)
    {
        int stride = (epochs + Lines - 1) / Lines;
        if (epoch.Epoch != 1 && epoch.Epoch != epochs && epoch.Epoch % stride != 0) return;
        terminal.Note($"epoch {epoch.Epoch}/{epochs}: {Describe(epoch)}");
    }

    private TrainingResult FollowLive(TrainingOptions options, Func<TrainingOptions, TrainingResult> train)
    {
        Progress progress = terminal.Notes.Progress();
        progress.RefreshRate = TimeSpan.FromMilliseconds(RefreshMilliseconds);
        progress.AutoClear = true;
        PercentageColumn share = new();
        TaskDescriptionColumn description = new() { Alignment = Justify.Left };
        if (isWide) progress.Columns(new ProgressBarColumn { Width = BarWidth }, share, new RemainingTimeColumn(), description);
        else progress.Columns(new ProgressBarColumn { Width = BarWidth }, share, description);
        return progress.Start(context =>
        {
            ProgressTask task = context.AddTask("starting", maxValue: (double)epochs * rows);
            string last = "";
            long shown = 0;
            return train(options with
            {
                Progress = new DirectProgress<EpochReport>(epoch =>
                {
                    last = DescribeBriefly(epoch);
                    task.Description = Fit($"{epoch.Epoch}/{epochs} {last}");
                }),
                BatchProgress = new DirectProgress<BatchProgress>(batch =>
                {
                    // A step may last microseconds; the screen changes ten times a second.
                    if (Stopwatch.GetElapsedTime(shown).TotalMilliseconds < RefreshMilliseconds) return;
                    shown = Stopwatch.GetTimestamp();
                    task.Value = (batch.Epoch - 1d) * rows + batch.RowsDone;
                    task.Description = Fit($"{batch.Epoch}/{epochs} {last}");
                }),
            });
        });
    }

    // What does not fit beside the columns is cut: a folded line would make the display jump.
    private string Fit(string text)
    {
        int others = BarWidth + 1 + PercentageWidth + (isWide ? ClockWidth : 0) + Margin;
        int room = Math.Max(10, terminal.Notes.Profile.Width - others);
        return Markup.Escape(text.Length <= room ? text : text[..(room - 1)] + "…");
    }

    private static string DescribeBriefly(EpochReport epoch) => string.Create(
        CultureInfo.InvariantCulture,
        $"loss {epoch.Loss:0.0000} train {epoch.TrainingAccuracy:0.000} val {epoch.ValidationAccuracy:0.000} "
        + $"new {Brief(epoch.Replaced.Sum(count => (double)count))} {Brief(epoch.SamplesPerSecond)}/s");

    private static string Describe(EpochReport epoch) =>
        $"loss {Loss(epoch.Loss)}, validation {Percent(epoch.ValidationAccuracy)}, training {Percent(epoch.TrainingAccuracy)}, "
        + $"{Count(epoch.Replaced.Sum(count => (double)count))} replaced, {Count(epoch.SamplesPerSecond)} samples/s";
}
