using Ctre.Data.Files;
using Ctre.Data.Formats.Text;

namespace Ctre.Data.Formats.Published;

/// <summary>
/// Reads the layout of the NIPS 2003 challenge sets, Madelon among them: <c>NAME_train.data</c> holds blank-separated numbers,
/// <c>NAME_train.labels</c> one label per line, and <c>NAME_valid.*</c> the part to test on. Gzip is read through.
/// </summary>
internal static class UciMadelon
{
    private const string Train = "_train.data", Valid = "_valid.data";

    /// <summary>The format: this layout and others of UCI.</summary>
    public static DataFormat Format { get; } = new(
        "uci", "UCI layouts: the names of their files", path => LabelsBeside(path) is not null, Read)
    {
        Folders =
        [
            new FolderLayout("NAME_train.data with NAME_train.labels (Madelon)", (folder, _, options) => ReadFolder(folder, options.Budget))
            {
                Order = 2,
            },
            UciHar.Folder,
        ],
    };

    /// <summary>The train part and, if it is there, the valid part of a folder.</summary>
    /// <param name="folder">A folder.</param>
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    /// <returns>Null if the folder has no <c>*_train.data</c>, packed or not.</returns>
    /// <exception cref="InputException">The files are there and cannot be read or don't fit together.</exception>
    public static LoadedData? ReadFolder(string folder, MemoryBudget? budget = null)
    {
        string[] found = [.. Directory.EnumerateFiles(folder)
            .Where(path => GzipName.Unpacked(path).EndsWith(Train, StringComparison.Ordinal))
            .Select(GzipName.Unpacked).Distinct().Order(StringComparer.Ordinal)];
        return found.Length switch
        {
            0 => null,
            1 => ReadFile(GzipName.Find(found[0])!, budget),
            _ => throw new InputException(
                $"{folder} holds {found.Length} sets, {string.Join(" and ", found.Select(Path.GetFileName))}: name one."),
        };
    }

    /// <summary>
    /// The part whose <c>.data</c> file is given; for <c>NAME_train.data</c> also the valid part, if it is there.
    /// </summary>
    /// <param name="dataPath">A <c>.data</c> file, packed or not, with its <c>.labels</c> file beside it.</param>
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    /// <exception cref="InputException">The files cannot be read or don't fit together.</exception>
    public static LoadedData ReadFile(string dataPath, MemoryBudget? budget = null)
    {
        Dataset training = ReadPart(dataPath, budget);
        string bare = GzipName.Unpacked(dataPath);
        if (!bare.EndsWith(Train, StringComparison.Ordinal)) return new LoadedData(training);
        string? test = GzipName.Find(bare[..^Train.Length] + Valid);
        return new LoadedData(training, test is null ? null : ReadPart(test, budget));
    }

    /// <summary>The labels file that belongs to a <c>.data</c> file by name; null if there is none.</summary>
    internal static string? LabelsBeside(string dataPath)
    {
        string bare = GzipName.Unpacked(dataPath);
        return Path.GetExtension(bare) == ".data" ? GzipName.Find(Path.ChangeExtension(bare, ".labels")) : null;
    }

    // Rows for a trained model may lack labels; they are then a text table.
    private static LoadedData Read(string path, DataSourceOptions options) =>
        options.ExpectedColumns is not null && LabelsBeside(path) is null
            ? CsvReader.Format.Read(path, options)
            : ReadFile(path, options.Budget);

    private static Dataset ReadPart(string dataPath, MemoryBudget? budget)
    {
        string labelsPath = LabelsBeside(dataPath)
            ?? throw new InputException($"{dataPath}: there is no .labels file beside it.");
        string name = InputFile.ShortName(dataPath);
        int part = name.LastIndexOf('_');
        return RowsAndLabels.Read(dataPath, labelsPath, part > 0 ? name[..part] : name, budget);
    }
}
