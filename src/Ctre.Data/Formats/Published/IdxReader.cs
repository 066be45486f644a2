using Ctre.Data.Files;

namespace Ctre.Data.Formats.Published;

/// <summary>
/// Reads the IDX files of MNIST and its family: images of unsigned bytes (magic 2051) become features 0..255, labels (magic
/// 2049) become classes named "0", "1", … up to the largest label, or as a mapping beside them says (EMNIST). Gzip is read through.
/// </summary>
internal static class IdxReader
{
    /// <summary>The format.</summary>
    public static DataFormat Format { get; } = new("idx", "IDX: its magic number", IsIdx, ReadFile)
    {
        Folders =
        [
            new("train-images-idx3-ubyte with labels (MNIST family)", (folder, name, options) => ReadFolder(folder, name, options.Budget))
            {
                Order = 1,
            },
        ],
    };

    /// <summary>Reads one part.</summary>
    /// <param name="imagesPath">The file of images, such as <c>train-images-idx3-ubyte.gz</c>.</param>
    /// <param name="labelsPath">The file of labels; null for images without labels.</param>
    /// <param name="name">The name of the data set; null for the name of the images file.</param>
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    /// <exception cref="InputException">A file cannot be read, is not such a file, or the two don't belong together.</exception>
    public static Dataset Read(string imagesPath, string? labelsPath, string? name = null, MemoryBudget? budget = null)
    {
        IdxContent images = IdxContent.Read(imagesPath, fewestDimensions: 2, mostDimensions: 4, budget);
        name ??= InputFile.ShortName(imagesPath);
        if (labelsPath is null) return new Dataset(name, images.Rows, [], []);

        IdxContent labels = IdxContent.Read(labelsPath, fewestDimensions: 1, mostDimensions: 1, budget);
        if (labels.Rows.Count != images.Rows.Count)
            throw new InputException($"{labelsPath} has {labels.Rows.Count} labels for the {images.Rows.Count} images of {imagesPath}.");
        int[] classes = [.. Enumerable.Range(0, labels.Rows.Count).Select(row => (int)labels.Rows.Row(row)[0])];
        string[] digits = [.. Enumerable.Range(0, classes.Max() + 1).Select(digit => $"{digit}")];
        return new Dataset(name, images.Rows, classes, EmnistMapping.Beside(labelsPath, digits.Length) ?? digits);
    }

    /// <summary>The train part and, if it is there, the test part of a folder with the usual file names.</summary>
    /// <param name="folder">A folder.</param>
    /// <param name="name">The name of the data set.</param>
    /// <param name="budget">What memory is taken from; null for no limit.</param>
    /// <returns>
    /// Null if the folder has no <c>train-images-idx3-ubyte</c> or <c>train-images.idx3-ubyte</c>, packed or not, nor one file whose name
    /// ends so, as <c>emnist-balanced-train-images-idx3-ubyte</c>.
    /// </returns>
    /// <exception cref="InputException">The files are there and cannot be read, or the labels are missing.</exception>
    public static LoadedData? ReadFolder(string folder, string name, MemoryBudget? budget = null)
    {
        string prefix = Find(folder, "train-images") is null ? EmnistMapping.PrefixIn(folder) ?? "" : "";
        if (Find(folder, prefix + "train-images") is not { } images) return null;
        Dataset training = Read(images, LabelsBeside(images) ?? throw NoLabels(images), name, budget);
        if ((Find(folder, prefix + "t10k-images") ?? Find(folder, prefix + "test-images")) is not { } testImages)
            return new LoadedData(training);
        return new LoadedData(training, Read(testImages, LabelsBeside(testImages) ?? throw NoLabels(testImages), name, budget));
    }

    /// <summary>Whether a file begins like an IDX file.</summary>
    internal static bool IsIdx(string path) => InputFile.Start(path, 4) is [0, 0, >= 8 and <= 14, >= 1 and <= 4];

    /// <summary>The labels file that belongs to an images file by name; null if there is none.</summary>
    internal static string? LabelsBeside(string imagesPath)
    {
        string file = Path.GetFileName(imagesPath);
        string labels = file
            .Replace("images", "labels", StringComparison.Ordinal)
            .Replace("idx3", "idx1", StringComparison.Ordinal);
        if (labels == file) return null;
        string path = Path.Combine(Path.GetDirectoryName(imagesPath) ?? "", labels);
        return GzipName.Find(GzipName.Unpacked(path));
    }

    private static LoadedData ReadFile(string imagesPath, DataSourceOptions options)
    {
        string? labels = LabelsBeside(imagesPath);
        if (labels is null && options.ExpectedColumns is null) throw NoLabels(imagesPath);
        return new LoadedData(Read(imagesPath, labels, budget: options.Budget));
    }

    private static InputException NoLabels(string imagesPath) => new($"{imagesPath}: there is no file of labels beside it.");

    private static string? Find(string folder, string part) =>
        GzipName.Find(Path.Combine(folder, part + "-idx3-ubyte"))
        ?? GzipName.Find(Path.Combine(folder, part + ".idx3-ubyte"));
}
