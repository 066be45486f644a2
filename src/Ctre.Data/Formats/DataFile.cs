using Ctre.Data.Formats.Arrays;
using Ctre.Data.Formats.Published;
using Ctre.Data.Formats.Text;

namespace Ctre.Data.Formats;

/// <summary>Reads one data file by its format.</summary>
internal static class DataFile
{
    public const string Auto = "auto", Csv = "csv", Idx = "idx", Uci = "uci", LibSvm = "libsvm", Arff = "arff";

    public const string Npy = "npy", Npz = "npz", Mat = "mat", Cifar = "cifar";

    /// <summary>The names of all formats, for options and messages.</summary>
    public static IReadOnlyList<string> Formats => [Auto, Csv, Idx, Uci, LibSvm, Arff, Npy, Npz, Mat, Cifar];

    /// <summary>Reads a file and, if its format knows one, the test part beside it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="csv">How to read a text table; with expected features, labels may be missing in any format.</param>
    public static (Dataset Training, Dataset? Test) Read(string path, string format, CsvOptions csv)
    {
        if (format == Auto) format = Recognize(path);
        return format switch
        {
            Idx => (ReadIdx(path, labelsNeeded: csv.ExpectedColumns is null), null),
            Uci when csv.ExpectedColumns is null || UciMadelon.LabelsBeside(path) is not null => UciMadelon.ReadFile(path),
            LibSvm => LibSvmReader.Read(path, csv),
            Arff => (ArffReader.Read(path, csv), null),
            Npy => NpyReader.Read(path, csv),
            Npz => NpzReader.Read(path, csv),
            Mat => MatReader.Read(path, csv),
            Cifar => CifarReader.Read(path, csv),
            _ => (CsvReader.Read(path, csv), null),
        };
    }

    private static string Recognize(string path) =>
        CifarReader.IsCifar(path) ? Cifar
        : NpyReader.IsNpy(path) ? Npy
        : NpzReader.IsNpz(path) ? Npz
        : MatReader.IsMat(path) ? Mat
        : IdxReader.IsIdx(path) ? Idx
        : UciMadelon.LabelsBeside(path) is not null ? Uci
        : ArffReader.IsArff(path) ? Arff
        : LibSvmReader.IsLibSvm(path) ? LibSvm
        : Csv;

    private static Dataset ReadIdx(string path, bool labelsNeeded)
    {
        string? labels = IdxReader.LabelsBeside(path);
        if (labels is null && labelsNeeded) throw IdxReader.NoLabels(path);
        return IdxReader.Read(path, labels);
    }
}
