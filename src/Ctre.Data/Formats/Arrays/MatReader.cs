using Ctre.Data.Files;

namespace Ctre.Data.Formats.Arrays;

/// <summary>
/// Reads MATLAB files of version 5, as scikit-feature publishes them: a matrix <c>X</c>, dense or sparse, and labels <c>Y</c>, or
/// other names of <see cref="ArrayNames"/> such as <c>fea</c> and <c>gnd</c>. Other variables are ignored. Gzip is read through.
/// </summary>
internal static class MatReader
{
    /// <summary>The format.</summary>
    public static DataFormat Format { get; } = new("mat", "MATLAB v5: its header, or `.mat`", IsMat, Read)
    {
        Folders = [new FolderLayout("one .mat file", ReadFolder) { Order = 6 }],
    };

    /// <summary>Whether a file is one of MATLAB by content, or by name.</summary>
    public static bool IsMat(string path) =>
        MatFile.Begins(InputFile.Start(path, MatFile.HeaderLength)) || GzipName.HasExtension(path, ".mat");

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">With expected columns, the rows are for a trained model; see <see cref="ArrayParts.Read"/>.</param>
    /// <exception cref="InputException">The file cannot be read, or holds no such variables.</exception>
    public static LoadedData Read(string path, DataSourceOptions options) => Read(path, InputFile.ShortName(path), options);

    /// <summary>The data set of a folder with one MATLAB file, or with one that is called like the data set.</summary>
    /// <param name="folder">A folder.</param>
    /// <param name="name">The name of the data set.</param>
    /// <param name="options">As for a file.</param>
    /// <returns>Null if the folder has no MATLAB file.</returns>
    /// <exception cref="InputException">The file is there and cannot be read, or it is not clear which one is meant.</exception>
    public static LoadedData? ReadFolder(string folder, string name, DataSourceOptions options)
    {
        string[] files =
            [.. Directory.EnumerateFiles(folder).Where(path => GzipName.HasExtension(path, ".mat")).Order(StringComparer.Ordinal)];
        if (files.Length == 0) return null;
        string[] named = [.. files.Where(path => InputFile.ShortName(path).Equals(name, StringComparison.OrdinalIgnoreCase))];
        if (named.Length == 0 && files.Length > 1)
            throw new InputException(
                $"{folder} holds {files.Length} MATLAB files, {string.Join(" and ", files.Take(2).Select(Path.GetFileName))}: name one.");
        return Read(named.Length > 0 ? named[0] : files[0], name, options);
    }

    private static LoadedData Read(string path, string name, DataSourceOptions options)
    {
        Dictionary<string, Dataset> rows = new(StringComparer.Ordinal);
        Dictionary<string, ClassVector> labels = new(StringComparer.Ordinal);
        List<string> others = [];
        InputFile.Read(path, stream =>
        {
            new MatFile(stream, path, options.Budget).Read(variable =>
            {
                if (rows.ContainsKey(variable.Name) || labels.ContainsKey(variable.Name))
                    throw new InputException($"{path} holds two variables that are called {CellText.Quote(variable.Name)}.");
                if (variable.IsNumeric && ArrayNames.MayBeFeatures(variable.Name)) rows.Add(variable.Name, variable.ReadRows(name));
                else if (variable.IsNumeric && ArrayNames.MayBeLabels(variable.Name) && !options.SkipLabels)
                    labels.Add(variable.Name, variable.ReadLabels());
                else if (variable.Name.Length > 0) others.Add(variable.IsNumeric ? variable.Name : $"{variable.Name} (no numbers)");
            });
            return 0;
        });
        string[] names = [.. rows.Keys, .. labels.Keys];
        return new ArrayParts(path, names, variable => rows[variable], variable => labels[variable]) { Others = others }
            .Read(options.ExpectedColumns is not null, options.SkipLabels);
    }
}
