using System.Text;
using Ctre.Data.Files;

namespace Ctre.Data.Formats.Published;

/// <summary>
/// Reads the binary version of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): records of one label (CIFAR-100: a coarse label, then the fine
/// one, which is used) and 32 × 32 pixels, first all red, then green, then blue values 0..255. Gzip is read through.
/// </summary>
internal static class CifarReader
{
    private const int Pixels = 3 * 32 * 32, LongestNames = 1 << 14;

    private const string TestBatch = "test_batch.bin", Train = "train.bin", Test = "test.bin";

    /// <summary>The format.</summary>
    public static DataFormat Format { get; } = new("cifar", "CIFAR: the names of its files", IsCifar, Read)
    {
        Folders =
        [
            new("data_batch_1.bin or train.bin (CIFAR)", (folder, name, options) => ReadFolder(folder, name, options.Budget))
            {
                Order = 5,
            },
        ],
    };

    // As the archives of the publisher unpack.
    private static ReadOnlySpan<string> Folders => new[] { "", "cifar-10-batches-bin", "cifar-100-binary" };

    /// <summary>Whether a file is called like one of these sets, and begins with a label.</summary>
    public static bool IsCifar(string path) =>
        (IsTraining(path) || Name(path) is TestBatch or Test)
            && InputFile.Start(path, 2) is { Length: 2 } start && start[IsFine(path) ? 1 : 0] < Classes(path);

    /// <summary>Reads a file and, if it is one to train on, the part to test on beside it.</summary>
    /// <param name="path">
    /// A file with the published name: <c>train.bin</c> and <c>test.bin</c> are of CIFAR-100, all others of CIFAR-10.
    /// </param>
    /// <param name="options">With expected columns, only the file itself is read.</param>
    /// <exception cref="InputException">A file cannot be read or is damaged.</exception>
    public static LoadedData Read(string path, DataSourceOptions options)
    {
        string name = InputFile.ShortName(path), folder = Path.GetDirectoryName(path) ?? "";
        string? test = options.ExpectedColumns is null && IsTraining(path)
            ? GzipName.Find(Path.Combine(folder, IsFine(path) ? Test : TestBatch))
            : null;
        return new LoadedData(Read([path], name, options.Budget), test is null ? null : Read([test], name, options.Budget));
    }

    /// <summary>The train part (of CIFAR-10 those batches that are there) and, if it is there, the test part of a folder.</summary>
    /// <param name="folder">A folder with the published files, or the one above it.</param>
    /// <param name="name">The name of the data set.</param>
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    /// <returns>Null if the folder has no such files.</returns>
    /// <exception cref="InputException">The files are there and cannot be read or are damaged.</exception>
    public static LoadedData? ReadFolder(string folder, string name, MemoryBudget? budget = null)
    {
        foreach (string below in Folders)
        {
            string from = Path.Combine(folder, below);
            if (!Directory.Exists(from)) continue;
            string[] files = [.. Directory.EnumerateFiles(from).Where(IsTraining)
                .Select(path => GzipName.Find(GzipName.Unpacked(path))!).Distinct().Order(StringComparer.Ordinal)];
            if (files.Length == 0) continue;
            string[] both = [.. files.Select(path => IsFine(path) ? Test : TestBatch).Distinct()];
            if (both.Length > 1) throw new InputException($"{from} holds batches of CIFAR-10 and {Train} of CIFAR-100: name one file.");
            return new LoadedData(
                Read(files, name, budget),
                GzipName.Find(Path.Combine(from, both[0])) is { } test ? Read([test], name, budget) : null);
        }

        return null;
    }

    private static string Name(string path) => Path.GetFileName(GzipName.Unpacked(path));

    private static bool IsFine(string path) => Name(path) is Train or Test;

    private static int Classes(string path) => IsFine(path) ? 100 : 10;

    private static bool IsTraining(string path) =>
        Name(path) is Train or ['d', 'a', 't', 'a', '_', 'b', 'a', 't', 'c', 'h', '_', >= '1' and <= '5', '.', 'b', 'i', 'n'];

    private static Dataset Read(string[] paths, string name, MemoryBudget? budget)
    {
        string[] names = ClassNames(paths[0]);
        DenseRows rows = new(Pixels, budget);
        BlockList<int> labels = new(budget);
        foreach (string path in paths)
        {
            long before = labels.Count;
            budget?.Reading(() => $"{path}, record {labels.Count - before + 1}");
            InputFile.Read(path, stream => ReadRecords(stream, path, names.Length, rows, labels));
            if (labels.Count == before) throw new InputException($"{path} is empty.");
        }

        return new Dataset(name, rows, labels.Take(), names);
    }

    private static int ReadRecords(Stream stream, string path, int classes, DenseRows rows, BlockList<int> labels)
    {
        int labelBytes = IsFine(path) ? 2 : 1;
        var record = new byte[labelBytes + Pixels];
        for (long number = 1; ; number++)
        {
            int count = stream.ReadAtLeast(record, record.Length, throwOnEndOfStream: false);
            if (count == 0) return 0;
            string place = $"{path}, record {number} (byte {(number - 1) * record.Length})";
            if (count < record.Length) throw new InputException($"{place} is cut off: {count} of {record.Length} bytes are there.");
            int label = record[labelBytes - 1];
            if (label >= classes) throw new InputException($"{place}: the label is {label}, expected 0 to {classes - 1}.");
            labels.Add(label);
            Span<float> row = rows.AddRow();
            for (int pixel = 0; pixel < Pixels; pixel++) row[pixel] = record[labelBytes + pixel];
        }
    }

    /// <summary>The names in the file that is published beside the batches; numbers if it is not there or names other classes.</summary>
    private static string[] ClassNames(string path)
    {
        string file = Path.Combine(Path.GetDirectoryName(path) ?? "", IsFine(path) ? "fine_label_names.txt" : "batches.meta.txt");
        string[] numbers = [.. Enumerable.Range(0, Classes(path)).Select(label => $"{label}")];
        if (!File.Exists(file)) return numbers;
        string[] names = Encoding.UTF8.GetString(InputFile.Start(file, LongestNames))
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length == numbers.Length && names.Distinct().Count() == names.Length && names.All(NameLength.Fits)
            ? names
            : numbers;
    }
}
