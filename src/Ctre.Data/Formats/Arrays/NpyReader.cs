using Ctre.Data.Files;
using Ctre.Data.Formats.Text;

namespace Ctre.Data.Formats.Arrays;

/// <summary>
/// Reads NumPy arrays: a file of features (the first dimension counts the rows, all others are flattened) with a file of
/// labels beside it, or with one column that is the label. Gzip is read through.
/// </summary>
internal static class NpyReader
{
    /// <summary>The layout of folders of arrays and archives.</summary>
    public static FolderLayout Folder { get; } = new("one .npz file, X_train.npy with y_train.npy", ReadFolder) { Order = 7 };

    /// <summary>The format.</summary>
    public static DataFormat Format { get; } = new("npy", "NumPy array: its magic number, or `.npy`", IsNpy, Read) { Folders = [Folder] };

    /// <summary>Whether a file is such an array by content, or by name.</summary>
    public static bool IsNpy(string path) => NpyHeader.Begins(InputFile.Start(path, 6)) || GzipName.HasExtension(path, ".npy");

    /// <summary>Reads a file of features, its labels, and for a train part the test part beside it.</summary>
    /// <param name="path">The file of features.</param>
    /// <param name="options">
    /// Which column is the label; none by default: then the labels are in a file beside it. With expected columns, the rows are for a
    /// trained model, labels may be missing, and the test part is not looked for.
    /// </param>
    /// <exception cref="InputException">A file cannot be read, labels are missing, or the files don't fit together.</exception>
    public static LoadedData Read(string path, DataSourceOptions options)
    {
        Dataset rows = ReadRows(path, InputFile.ShortName(path), options.Budget, options);
        bool forModel = options.ExpectedColumns is not null;
        if (rows.IsLabeled) return new LoadedData(rows);
        Dataset training = WithLabelsBeside(rows, path, forModel, options.SkipLabels, options.Budget);
        return new LoadedData(training, forModel ? null : ReadTestBeside(path, rows.Name, options.Budget));
    }

    /// <summary>The train part and, if it is there, the test part of a folder with files such as <c>X_train.npy</c>.</summary>
    /// <param name="folder">A folder.</param>
    /// <param name="name">The name of the data set.</param>
    /// <param name="options">With expected columns, the rows are for a trained model; see <see cref="ArrayParts.Read"/>.</param>
    /// <returns>Null if the folder has no such files; one with a single NumPy archive is that archive.</returns>
    /// <exception cref="InputException">The files are there and cannot be read or don't fit together.</exception>
    public static LoadedData? ReadFolder(string folder, string name, DataSourceOptions options)
    {
        Dictionary<string, string> files = NpyFolder.Files(folder);
        string[] archives = [.. files.Values.Where(path => GzipName.HasExtension(path, ".npz"))];
        string[] arrays = [.. files.Keys.Except(archives.Select(Path.GetFileNameWithoutExtension))!];
        if (archives.Length == 1 && !arrays.Any(ArrayNames.MayBeFeatures)) return NpzReader.Read(archives[0], name, options);
        return files.Keys.Any(ArrayNames.MayBeFeatures)
            ? new ArrayParts(
                folder, files.Keys, array => ReadRows(files[array], name, options.Budget),
                array => ReadLabels(files[array], options.Budget)).Read(options.ExpectedColumns is not null, options.SkipLabels)
            : null;
    }

    /// <summary>Reads a file of labels.</summary>
    public static ClassVector ReadLabels(string path, MemoryBudget? budget) =>
        InputFile.Read(path, stream => new NpyArray(stream, path, budget).ReadLabels());

    /// <summary>The part to test on beside a file of features to train on; null if there is none.</summary>
    public static Dataset? ReadTestBeside(string path, string name, MemoryBudget? budget) => NpyFolder.TestBeside(path) is { } test
        ? WithLabelsBeside(ReadRows(test, name, budget), test, forModel: false, skipLabels: false, budget)
        : null;

    private static Dataset ReadRows(string path, string name, MemoryBudget? budget, DataSourceOptions? options = null) =>
        GzipName.HasExtension(path, ".npz") ? NpzReader.ReadRows(path, name, budget) : InputFile.Read(path, stream =>
        {
            NpyArray array = new(stream, path, budget);
            return array.ReadRows(name, options is null ? -1 : LabelColumn(array.Columns, options, path), options?.SkipLabels ?? false);
        });

    private static Dataset WithLabelsBeside(Dataset rows, string path, bool forModel, bool skipLabels, MemoryBudget? budget)
    {
        if (skipLabels) return rows;
        if (NpyFolder.LabelsBeside(path) is { } labels) return ReadLabels(labels, budget).Label(rows, path);
        return forModel ? rows : throw new InputException(
            $"{path}: there is no file of labels beside it, such as y.npy for X.npy, y_train.npy for X_train.npy or NAME_labels.npy for "
            + "NAME.npy; if a column holds the label, give its number (--label -1 for the last).");
    }

    // Not the last column by default, as in a text table: the last pixel of an image would silently become its label.
    private static int LabelColumn(long columns, DataSourceOptions options, string path)
    {
        if (columns > Array.MaxLength || (options.ExpectedColumns is { } expected && columns != expected.Count + 1L)) return -1;
        if (options.Label is { } label) return HeaderDetection.LabelColumn(null, (int)columns, label, path);
        return options.ExpectedColumns is not null && options.TrainedLabel is { } trained
            ? HeaderDetection.TrainedColumn(null, (int)columns, trained)
            : -1;
    }
}
