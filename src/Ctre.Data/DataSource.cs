using Ctre.Data.Known;

namespace Ctre.Data;

/// <summary>Finds and reads a data set by what a user calls it: a known name, a file or a folder.</summary>
public static class DataSource
{
    private const long BuiltInSeed = 0;

    /// <summary>
    /// The names that are known. <c>madelon</c> is built in: it is generated, the same for every run. The others are looked up
    /// as folders in <see cref="DataSourceOptions.DataDirectory"/>, then in the folder that the environment variable
    /// <c>CTRE_DATA_DIR</c> names, then in the user's cache.
    /// </summary>
    public static IReadOnlyList<string> KnownNames => KnownDataSets.Names;

    /// <summary>Whether the folder of a known data set is there; <c>madelon</c> always is.</summary>
    /// <param name="name">One of <see cref="KnownNames"/>.</param>
    /// <param name="options">Where to look.</param>
    public static bool IsAvailable(string name, DataSourceOptions options) =>
        name == KnownDataSets.Madelon || FindFolder(name, options) is not null;

    /// <summary>The folder that a known data set is read from; null if it is not here (a built-in one needs none).</summary>
    /// <param name="name">One of <see cref="KnownNames"/>.</param>
    /// <param name="options">Where to look.</param>
    public static string? FindFolder(string name, DataSourceOptions options) =>
        name == KnownDataSets.Madelon ? MadelonFolder(options) : KnownFolders.Find(name, options.DataDirectory);

    /// <summary>Reads a data set to train on.</summary>
    /// <param name="data">A known name, or the path of a file or folder.</param>
    /// <param name="options">Where to look and how to read; null for the defaults.</param>
    /// <exception cref="InputException">It is not there or cannot be read; the message says where it was looked for.</exception>
    public static LoadedData Load(string data, DataSourceOptions? options = null)
    {
        options = (options ?? new DataSourceOptions()).Budgeted();
        LoadedData loaded = Find(data, options);
        if (options.TestPath is { } path)
        {
            // Columns of a table are found as training has them, by name if there are names.
            DataSourceOptions like = options with { ExpectedColumns = loaded.Training.Columns, TrainedLabel = loaded.Training.Label };
            loaded = loaded with { Test = DataFormats.ReadFile(path, like).Training };
        }

        foreach (Dataset part in loaded.Parts) Check(part, options);
        return loaded;
    }

    /// <summary>
    /// Reads a data set to train on, as <see cref="Load"/> does, on a thread of the pool. Cancellation ends the wait at once; a file that
    /// is being read then is read to its end in the background, and dropped.
    /// </summary>
    /// <param name="data">A known name, or the path of a file or folder.</param>
    /// <param name="options">Where to look and how to read; null for the defaults.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="InputException">It is not there or cannot be read; the message says where it was looked for.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static Task<LoadedData> LoadAsync(string data, DataSourceOptions? options = null, CancellationToken cancel = default) =>
        Task.Run(() => Load(data, options), cancel).WaitAsync(cancel);

    /// <summary>
    /// Reads rows for a trained model: of a known name or a folder the test part, if it has one; of a file that file. Labels may
    /// be missing.
    /// </summary>
    /// <param name="data">A known name, or the path of a file or folder.</param>
    /// <param name="columns">The columns that the model expects; those of a table are found by name if both sides have names.</param>
    /// <param name="options">Where to look and how to read; the test path is ignored.</param>
    /// <param name="trainedLabel">The label column that the model was trained with, if its data were a table.</param>
    /// <param name="skipLabels">Whether a table's label column is skipped.</param>
    /// <exception cref="InputException">It is not there, cannot be read, or has other columns.</exception>
    public static Dataset LoadForPrediction(
        string data, IReadOnlyList<FeatureColumn> columns, DataSourceOptions options,
        LabelColumn? trainedLabel = null, bool skipLabels = false)
    {
        options = options.Budgeted();
        LoadedData loaded = Find(data, options with { ExpectedColumns = columns, TrainedLabel = trainedLabel, SkipLabels = skipLabels });
        // NAME_train.data means that file, not the valid part beside it.
        bool isFile = !KnownNames.Contains(data) && File.Exists(data);
        Dataset rows = isFile ? loaded.Training : loaded.Test ?? loaded.Training;
        if (rows.Features != columns.Count)
            throw new InputException($"{data} has {rows.Features} features, the model expects {columns.Count}.");
        Check(rows, options);
        return rows;
    }

    /// <summary>Readers of tables refuse missing values themselves, with the line; this does it for all others.</summary>
    private static void Check(Dataset data, DataSourceOptions options)
    {
        if (options.Missing == MissingKind.Median || data.CountMissing() == 0) return;
        var row = new float[data.Features];
        for (int r = 0; r < data.Rows; r++)
        {
            data.CopyRow(r, row);
            int feature = Array.FindIndex(row, float.IsNaN);
            if (feature >= 0)
                throw new InputException(
                    $"{data.Name}, sample {r + 1}, {FeatureColumn.Called(data.Columns, feature)}: the value is missing.");
        }
    }

    private static LoadedData Find(string data, DataSourceOptions options)
    {
        _ = options.ChosenFormat; // an unknown one is refused before anything is read
        if (data == KnownDataSets.Madelon && MadelonFolder(options) is null) return Scaled(MadelonGenerator.Create(BuiltInSeed));
        if (KnownNames.Contains(data))
            return Scaled(DataFolder.Read(KnownFolders.Folder(data, options.DataDirectory), data, options with { Label = null }));
        if (Directory.Exists(data)) return Scaled(DataFolder.Read(data, null, options));
        return File.Exists(data) ? Scaled(DataFormats.ReadFile(data, options)) : throw Missing(data);
    }

    // Data with the name of a known set are scaled like it.
    private static LoadedData Scaled(LoadedData loaded) =>
        KnownDataSets.Find(loaded.Training.Name) is { } set ? loaded.Select(part => part.Preferring(set.Scaler)) : loaded;

    // Only an explicit folder replaces the generated set: what "madelon" means must not depend on a machine's cache.
    private static string? MadelonFolder(DataSourceOptions options) =>
        options.DataDirectory is { } directory
        && Path.Combine(directory, KnownDataSets.Madelon) is var folder && Directory.Exists(folder)
            ? folder
            : null;

    private static InputException Missing(string data) => new(
        $"{CellText.Quote(data)} is not a file, a folder or a known data set ({string.Join(", ", KnownNames)})"
        + (KnownDataSets.Nearest(data) is { } nearest ? $": did you mean {nearest}?" : "."));
}
