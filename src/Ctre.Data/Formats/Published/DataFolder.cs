using Ctre.Data.Files;
using Ctre.Data.Formats.Arrays;
using Ctre.Data.Formats.Text;
using Ctre.Data.Known;

namespace Ctre.Data.Formats.Published;

/// <summary>Reads a folder that holds a data set under the file names of its publishers.</summary>
internal static class DataFolder
{
    private const string IsoletTraining = "isolet1+2+3+4.data", IsoletTest = "isolet5.data";

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">A folder that exists.</param>
    /// <param name="name">What to call the data set; null for the name of the folder or what its files say.</param>
    /// <param name="options">Format and label.</param>
    /// <param name="table">How to read tables.</param>
    public static LoadedData Read(string folder, string? name, DataSourceOptions options, CsvOptions table)
    {
        string called = name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        try
        {
            if (options.Format is DataFile.Auto or DataFile.Idx && IdxReader.ReadFolder(folder, called) is { } idx)
                return new LoadedData(idx.Training, idx.Test);
            if (options.Format is DataFile.Auto or DataFile.Uci && UciMadelon.ReadFolder(folder) is { } uci)
                return new LoadedData(uci.Training, uci.Test);
            if (options.Format is DataFile.Auto or DataFile.Uci && UciHar.ReadFolder(folder, called) is { } har)
                return new LoadedData(har.Training, har.Test);
            if (options.Format is DataFile.Auto or DataFile.Csv && Isolet(folder, called, table) is { } isolet) return isolet;
            if (options.Format is DataFile.Auto or DataFile.Cifar && CifarReader.ReadFolder(folder, called) is { } cifar)
                return new LoadedData(cifar.Training, cifar.Test);
            if (options.Format is DataFile.Auto or DataFile.Mat && MatReader.ReadFolder(folder, called, table) is { } mat)
                return new LoadedData(mat.Training, mat.Test);
            if (options.Format is DataFile.Auto or DataFile.Npy or DataFile.Npz && NpyReader.ReadFolder(folder, called, table) is { } arrays)
                return new LoadedData(arrays.Training, arrays.Test);
            if (options.Format is DataFile.Auto or DataFile.Csv && KnownTable(folder, called, table) is { } known) return known;
            bool isTable = options.Format is DataFile.Auto or DataFile.Csv or DataFile.Arff or DataFile.LibSvm or DataFile.Npz;
            if (isTable && TrainTestFiles.Find(folder) is { } files) return Tables(files, called, options, table);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder} cannot be read: {exception.Message}", exception);
        }

        throw new InputException(
            $"{folder} holds no data set in a known layout: train-images-idx3-ubyte with labels (MNIST family), NAME_train.data "
            + $"with NAME_train.labels (Madelon), X_train.txt with y_train.txt (HAR), {IsoletTraining} with {IsoletTest}, "
            + "data_batch_1.bin or train.bin (CIFAR), one .mat file, one .npz file, or X_train.npy with y_train.npy; "
            + "covtype.data (Covertype), HIGGS.csv; all but .npz may end in .gz. For a table, name the file.");
    }

    private static LoadedData Tables(TrainTestFiles files, string name, DataSourceOptions options, CsvOptions table)
    {
        // Whoever knows the columns already wants the rows to test on.
        string first = table.ExpectedColumns is null ? files.Training : files.Test ?? files.Training;
        (Dataset training, Dataset? test) = DataFile.Read(first, options.Format, table);
        if (first == files.Test) return new LoadedData(training.Called(name), null);
        table = table with { ExpectedColumns = training.Columns, TrainedLabel = training.Label };
        if (files.Test is not null) test = DataFile.Read(files.Test, options.Format, table).Training;
        return new LoadedData(training.Called(name), test?.Called(name));
    }

    private static LoadedData? Isolet(string folder, string name, CsvOptions table)
    {
        if (GzipName.Find(Path.Combine(folder, IsoletTraining)) is not { } training) return null;
        string? test = GzipName.Find(Path.Combine(folder, IsoletTest));
        return new LoadedData(Named(training), test is null ? null : Named(test));

        Dataset Named(string path) => InputFile.Read(path, stream => CsvReader.Read(stream, path, name, table));
    }

    /// <summary>A known set that is one table and says where its labels are.</summary>
    private static LoadedData? KnownTable(string folder, string name, CsvOptions table)
    {
        foreach (KnownDataSet set in KnownDataSets.All)
        {
            if (set.TableLabel is not { } label) continue;
            if (GzipName.Find(Path.Combine(folder, GzipName.Unpacked(set.Files[0].Name))) is not { } path) continue;
            CsvOptions labeled = table with { Label = table.Label ?? label };
            return Divide(set, InputFile.Read(path, stream => CsvReader.Read(stream, path, name, labeled)).Preferring(set.Scaler));
        }

        return null;
    }

    /// <summary>The last rows of a complete set are its test part, if it has one; some of its rows have none.</summary>
    internal static LoadedData Divide(KnownDataSet set, Dataset data) =>
        set.TestRows > 0 && data.Rows == set.TrainingRows + set.TestRows && data.Sparse is null
            ? new LoadedData(data.Part(0, set.TrainingRows), data.Part(set.TrainingRows, set.TestRows))
            : new LoadedData(data);
}
