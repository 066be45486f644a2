using System.Diagnostics;
using Ctre.Data.Downloads;
using Spectre.Console;

namespace Ctre.Cli.Rendering;

/// <summary>Shows the progress of a download: a live bar on a terminal; elsewhere only what went wrong.</summary>
internal sealed class DownloadBars(Terminal terminal)
{
    private const int RefreshMilliseconds = 100, BarWidth = 20, DescriptionWidth = 40;

    /// <summary>Downloads, and shows it on stderr.</summary>
    public T Follow<T>(Func<IProgress<DownloadProgress>, T> download)
    {
        if (!terminal.IsLive) return download(new DirectProgress<DownloadProgress>(Tell));
        Progress progress = terminal.Notes.Progress();
        progress.RefreshRate = TimeSpan.FromMilliseconds(RefreshMilliseconds);
        progress.AutoClear = true;
        progress.Columns(
            new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left });
        return progress.Start(context => download(new DirectProgress<DownloadProgress>(Live(context.AddTask("connecting")))));
    }

    private void Tell(DownloadProgress at)
    {
        if (at.Note is not null) terminal.Note($"{at.File}: {at.Note}");
    }

    private Action<DownloadProgress> Live(ProgressTask bar)
    {
        long shown = 0;
        (string, DownloadStage) last = default;
        return at =>
        {
            if (at.Note is not null) WriteAboveBar($"{at.File}: {at.Note}");
            if (last == (at.File, at.Stage) && Stopwatch.GetElapsedTime(shown).TotalMilliseconds < RefreshMilliseconds) return;
            shown = Stopwatch.GetTimestamp();
            last = (at.File, at.Stage);
            bar.IsIndeterminate = at.Total is null;
            bar.MaxValue = at.Total ?? double.MaxValue;
            bar.Value = at.Bytes;
            bar.Description = Markup.Escape(Fit($"{Verb(at.Stage)} {DisplayText.Bytes(at.Bytes)} of {at.File}"));
        };
    }

    // Spectre moves the bar down, but does not clear what is behind the new text: blanks do.
    private void WriteAboveBar(string text)
    {
        int width = terminal.Notes.Profile.Width - 1;
        foreach (char[] piece in PlainText.Line(text).Chunk(width)) terminal.Notes.WriteLine(new string(piece).PadRight(width));
    }

    private static string Verb(DownloadStage stage) => stage switch
    {
        DownloadStage.Receiving => "fetching",
        DownloadStage.Retrying => "waiting,",
        DownloadStage.Verifying => "verifying",
        _ => "unpacking",
    };

    // A folded line would make the display jump.
    private static string Fit(string text) => text.Length <= DescriptionWidth ? text : text[..(DescriptionWidth - 1)] + "…";
}
