using System.Text;
using Ctre.Data.Files;
using Ctre.Data.Formats.Text;

namespace Ctre.Data.Formats.Published;

/// <summary>
/// Reads the layout of UCI's Human Activity Recognition Using Smartphones (Anguita et al., IWAAL 2012): <c>X_train.txt</c> with
/// <c>y_train.txt</c>, <c>X_test.txt</c> with <c>y_test.txt</c>, in one folder or, as unpacked, in its folders <c>train</c> and
/// <c>test</c>; the names of the features are in <c>features.txt</c>, if that is there. Gzip is read through. Classes keep their
/// numbers: a file of labels alone must fit a model, too.
/// </summary>
internal static class UciHar
{
    /// <summary>The layout.</summary>
    public static FolderLayout Folder { get; } =
        new("X_train.txt with y_train.txt (HAR)", (folder, name, options) => ReadFolder(folder, name, options.Budget)) { Order = 3 };

    /// <summary>The train part and, if it is there, the test part of a folder; null if the folder has no <c>X_train.txt</c>.</summary>
    /// <param name="folder">A folder.</param>
    /// <param name="name">What to call the data set.</param>
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    /// <exception cref="InputException">The files are there and cannot be read or don't fit together.</exception>
    public static LoadedData? ReadFolder(string folder, string name, MemoryBudget? budget = null)
    {
        if (ReadPart(folder, "train", name, budget) is not { } training) return null;
        Dataset? test = ReadPart(folder, "test", name, budget);
        if (GzipName.Find(Path.Combine(folder, "features.txt")) is not { } file) return new LoadedData(training, test);
        string[] names = InputFile.Read(file, stream => Names(stream, file, budget));
        HeaderDetection.CheckLengths(names, file);
        names = HeaderDetection.Unique(names);
        return new LoadedData(Named(training, names), test is null ? null : Named(test, names));
    }

    // Each line is a number and a name.
    private static string[] Names(Stream stream, string file, MemoryBudget? budget)
    {
        RecordBuffer buffer = new(stream, file, budget, quotes: false);
        List<string> names = [];
        while (buffer.Next(DelimitedText.Blanks, out Range range))
        {
            ReadOnlySpan<byte> line = buffer.Bytes.AsSpan(range).Trim(" \t\r"u8);
            if (line.IsEmpty) continue;
            ReadOnlySpan<byte> name = line[(line.IndexOfAny(" \t"u8) + 1)..].TrimStart(" \t"u8);
            budget?.Spend(TableLayout.NameBytes + (2 * name.Length));
            names.Add(Encoding.UTF8.GetString(name));
        }

        return [.. names];
    }

    private static Dataset Named(Dataset part, string[] names) => names.Length == part.Features
        ? part.Described([.. names.Select(name => new FeatureColumn(name))], part.Label, part.Notes)
        : part.Described(
            part.Columns, part.Label, [.. part.Notes, $"features.txt is ignored: it names {names.Length} features of {part.Features}"]);

    private static Dataset? ReadPart(string folder, string part, string name, MemoryBudget? budget)
    {
        if (Find(folder, part, "X") is not { } rows) return null;
        string labels = Find(folder, part, "y")
            ?? throw new InputException($"{rows}: there is no file y_{part}.txt with its labels beside it.");
        return RowsAndLabels.Read(rows, labels, name, budget);
    }

    private static string? Find(string folder, string part, string letter) =>
        GzipName.Find(Path.Combine(folder, $"{letter}_{part}.txt")) ?? GzipName.Find(Path.Combine(folder, part, $"{letter}_{part}.txt"));
}
