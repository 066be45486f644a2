namespace Ctre.Data;

/// <summary>Reads a folder that holds a data set under the file names of its publishers.</summary>
internal static class DataFolder
{
    private const string IsoletTraining = "isolet1+2+3+4.data", IsoletTest = "isolet5.data";

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">A folder that exists.</param>
    /// <param name="name">What to call the data set; null for the name of the folder or what its files say.</param>
    /// <param name="options">Format and label.</param>
    public static LoadedData Read(string folder, string? name, DataSourceOptions options)
    {
        string called = name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        try
        {
            if (options.Format is DataFile.Auto or DataFile.Idx && IdxReader.ReadFolder(folder, called) is { } idx)
                return new LoadedData(idx.Training, idx.Test, ScalerKind.MinMax);
            if (options.Format is DataFile.Auto or DataFile.Uci && UciMadelon.ReadFolder(folder) is { } uci)
                return new LoadedData(uci.Training, uci.Test, KnownDataSet.ScalerFor(uci.Training.Name));
            if (options.Format is DataFile.Auto or DataFile.Uci && UciHar.ReadFolder(folder, called) is { } har)
                return new LoadedData(har.Training, har.Test, ScalerKind.MinMax);
            if (options.Format is DataFile.Auto or DataFile.Csv && Isolet(folder, called, options) is { } isolet) return isolet;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder} cannot be read: {exception.Message}", exception);
        }

        throw new InputException(
            $"{folder} holds no data set in a known layout: train-images-idx3-ubyte with labels (MNIST family), NAME_train.data "
            + $"with NAME_train.labels (Madelon), X_train.txt with y_train.txt (HAR), or {IsoletTraining} with {IsoletTest}; "
            + "each may end in .gz. For a table, name the file.");
    }

    private static LoadedData? Isolet(string folder, string name, DataSourceOptions options)
    {
        if (PackedFile.Find(Path.Combine(folder, IsoletTraining)) is not { } training) return null;
        CsvOptions csv = options.Table;
        string? test = PackedFile.Find(Path.Combine(folder, IsoletTest));
        return new LoadedData(Named(training), test is null ? null : Named(test), ScalerKind.MinMax);

        Dataset Named(string path) => InputFile.Read(path, stream => CsvReader.Read(stream, path, name, csv));
    }
}
