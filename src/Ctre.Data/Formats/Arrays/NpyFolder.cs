using Ctre.Data.Files;

namespace Ctre.Data.Formats.Arrays;

/// <summary>Finds NumPy files that belong together by their names, such as <c>X_train.npy</c> and <c>y_train.npy</c>.</summary>
internal static class NpyFolder
{
    private static ReadOnlySpan<string> Extensions => new[] { ".npy", ".npy.gz", ".npz" };

    /// <summary>The files by their names without extension; of several with the same name the first of npy, npy.gz and npz.</summary>
    /// <exception cref="InputException">The folder cannot be listed.</exception>
    public static Dictionary<string, string> Files(string folder)
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        try
        {
            foreach (string extension in Extensions)
                foreach (string path in Directory.EnumerateFiles(folder, "*" + extension))
                    files.TryAdd(Stem(path), path);
            return files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder} cannot be searched for files that belong together: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// The file of labels that belongs to a file of features; null if there is none. For <c>X.npy</c> and all other names of
    /// <see cref="ArrayNames"/> it is the matching one, such as <c>y.npy</c>; for <c>NAME.npy</c> it is <c>NAME_y.npy</c>,
    /// <c>NAME_labels.npy</c> or the like.
    /// </summary>
    public static string? LabelsBeside(string path)
    {
        string stem = Stem(path), folder = Folder(path);
        Dictionary<string, string> files = Files(folder);
        string prefix = ArrayNames.MayBeFeatures(stem) ? "" : stem + "_";
        Dictionary<string, string> beside = files
            .Where(file => file.Key.StartsWith(prefix, StringComparison.Ordinal) && GzipName.HasExtension(file.Value, ".npy"))
            .ToDictionary(file => file.Key[prefix.Length..], file => file.Value);
        string part = prefix.Length > 0 ? ArrayNames.Whole : ArrayNames.Split(stem).Part;
        return ArrayNames.Labels(beside.Keys, part, folder) is { } labels ? beside[labels] : null;
    }

    /// <summary>The file of features to test on that belongs to a file of features to train on; null if there is none.</summary>
    public static string? TestBeside(string path)
    {
        string stem = Stem(path), folder = Folder(path);
        (string part, string bare) = ArrayNames.Split(stem);
        if (!ArrayNames.MayBeFeatures(stem) || part == ArrayNames.Test) return null;
        Dictionary<string, string> files = Files(folder);
        IEnumerable<string> alike = files.Keys.Where(name => ArrayNames.Split(name).Bare == bare);
        return ArrayNames.Features(alike, ArrayNames.Test, folder) is { } test ? files[test] : null;
    }

    private static string Folder(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private static string Stem(string path) => Path.GetFileNameWithoutExtension(GzipName.Unpacked(path));
}
