using Ctre.Data.Files;

namespace Ctre.Data.Formats.Arrays;

/// <summary>
/// Reads NumPy archives: arrays called <c>X</c> and <c>y</c>, or <c>x_train</c>, <c>y_train</c>, <c>x_test</c>, <c>y_test</c> and
/// the like (see <see cref="ArrayNames"/>), and sparse matrices as <c>scipy.sparse.save_npz</c> writes them, whose labels are in the
/// same archive or in a file beside it.
/// </summary>
internal static class NpzReader
{
    private const string Offsets = "indptr", Indices = "indices", Values = "data", Shape = "shape", Layout = "format";

    /// <summary>The format.</summary>
    public static DataFormat Format { get; } = new(
        "npz", "NumPy archive: a zip file whose first member is an array, or `.npz`", IsNpz, Read)
    {
        TableExtensions = [".npz"],
        Folders = [NpyReader.Folder],
    };

    /// <summary>Whether a file is such an archive by content, or by name.</summary>
    public static bool IsNpz(string path) =>
        NpzArchive.Begins(InputFile.Start(path, NpzArchive.StartLength)) || GzipName.HasExtension(path, ".npz");

    /// <summary>Reads an archive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">With expected columns, the rows are for a trained model; see <see cref="ArrayParts.Read"/>.</param>
    /// <exception cref="InputException">The file cannot be read, or holds no such arrays.</exception>
    public static LoadedData Read(string path, DataSourceOptions options) => Read(path, InputFile.ShortName(path), options);

    /// <summary>Reads an archive and gives the data set that name.</summary>
    public static LoadedData Read(string path, string name, DataSourceOptions options) => InputFile.Read(path, NpzArchive.Begins, stream =>
    {
        bool forModel = options.ExpectedColumns is not null;
        using NpzArchive archive = new(stream, path, options.Budget);
        LoadedData loaded = Parts(archive, path, name, options.Budget).Read(forModel, options.SkipLabels);
        return loaded.Test is null && !forModel ? loaded with { Test = NpyReader.ReadTestBeside(path, name, options.Budget) } : loaded;
    });

    /// <summary>The features of an archive that holds one matrix.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What to call the data set.</param>
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    public static Dataset ReadRows(string path, string name, MemoryBudget? budget) => InputFile.Read(path, NpzArchive.Begins, stream =>
    {
        using NpzArchive archive = new(stream, path, budget);
        return Parts(archive, path, name, budget).Read(forModel: true, skipLabels: true).Training;
    });

    private static ArrayParts Parts(NpzArchive archive, string path, string name, MemoryBudget? budget)
    {
        bool isSparse = archive.Names.Contains(Offsets) && archive.Names.Contains(Indices);
        string[] names = isSparse
            ? [.. archive.Names.Where(other => other is Values || ArrayNames.MayBeLabels(other))]
            : [.. archive.Names];
        return new ArrayParts(
            path, names,
            array => isSparse ? ReadSparse(archive, name, budget) : archive.Read(array, content => content.ReadRows(name)),
            array => archive.Read(array, content => content.ReadLabels()))
        {
            LabelsElsewhere = () => NpyFolder.LabelsBeside(path) is { } labels ? NpyReader.ReadLabels(labels, budget) : null,
        };
    }

    private static Dataset ReadSparse(NpzArchive archive, string name, MemoryBudget? budget)
    {
        foreach (string part in (string[])[Values, Shape])
            if (!archive.Names.Contains(part)) throw new InputException($"{archive.PlaceOf(part)} is missing: a sparse matrix needs it.");
        string format = archive.Names.Contains(Layout) ? archive.Read(Layout, content => content.ReadText()) : "csr";
        if (format is not ("csr" or "csc"))
            throw new InputException($"{archive.PlaceOf(Layout)} is {CellText.Quote(format)}; csr and csc are supported: save X.tocsr().");
        long[] shape = archive.Read(Shape, content => content.ReadVector<long>());
        if (shape.Length != 2)
            throw new InputException($"{archive.PlaceOf(Shape)} has {shape.Length} dimensions, expected rows and columns.");
        return new SparseMatrix(archive.PlaceOf(Values), shape[0], shape[1], format == "csc")
        {
            Offsets = archive.Read(Offsets, content => content.ReadVector<int>()),
            Indices = archive.Read(Indices, content => content.ReadVector<int>()),
            Values = archive.Read(Values, content => content.ReadVector<float>()),
            Budget = budget,
        }.ToDataset(name);
    }
}
