using Ctre.Data.Downloads;
using Ctre.Data.Known;
using Spectre.Console;

namespace Ctre.Cli.Rendering;

/// <summary>The result of a download, in words.</summary>
internal static class DownloadMessages
{
    public static void Show(DownloadedSet got, DownloadOptions options, IAnsiConsole console)
    {
        KnownDataSet set = got.Set;
        string bytes = DisplayText.Bytes(got.Files.Sum(file => (double)file.Bytes));
        console.Line(got.WasPresent
            ? $"{set.Name} is here already{(IsPart(got) ? ", with some of its rows" : "")}, in {got.Folder}; --force fetches it again"
            : $"{set.Name}: {Rows(got)} rows, {DisplayText.Count(set.Features)} features, {set.Classes} classes; {bytes}");
        foreach (DownloadedFile file in got.Files.Where(file => !file.IsVerified))
        {
            string reason = got.Rows is null ? "no checksum is published" : "a part has no published checksum";
            console.Line($"{file.Name}: {reason}; its SHA-256 is {file.Sha256}");
        }

        if (!got.WasPresent) console.Line($"folder  {got.Folder}");
        console.Line($"license {set.License ?? "not stated by the publisher"}");
        console.Line($"cite    {set.Citation}");
        // Without a folder that is named, madelon is the generated one.
        string? directory = options.DataDirectory ?? (set.IsBuiltIn ? Path.GetDirectoryName(got.Folder) : null);
        console.Line($"next    ctre train {set.Name}{(directory is null ? "" : $" --data-dir {ShellWord.OfPath(directory)}")}");
    }

    // A set that was cut has the name of the whole, but not its size.
    private static bool IsPart(DownloadedSet got) => got.Set.SupportsRowLimit
        && new FileInfo(Path.Combine(got.Folder, got.Set.Files[0].Name)) is { Exists: true } file && file.Length != got.Set.Files[0].Bytes;

    private static string Rows(DownloadedSet got) =>
        got.Rows is { } some ? $"the first {DisplayText.Count(some)}"
        : got.Set.TestRows > 0 ? $"{DisplayText.Count(got.Set.TrainingRows)} + {DisplayText.Count(got.Set.TestRows)}"
        : DisplayText.Count(got.Set.TrainingRows);
}
