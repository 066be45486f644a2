namespace Ctre.Data.Files;

/// <summary>Finds files that may be stored with or without gzip.</summary>
internal static class GzipName
{
    /// <summary>The path itself or with <c>.gz</c>, whichever is a file; null if neither is.</summary>
    public static string? Find(string path) =>
        File.Exists(path) ? path
        : File.Exists(path + ".gz") ? path + ".gz"
        : null;

    /// <summary>The path without <c>.gz</c>.</summary>
    public static string Unpacked(string path) => path.EndsWith(".gz", StringComparison.Ordinal) ? path[..^3] : path;

    /// <summary>Whether a path, without <c>.gz</c>, ends so; case doesn't count.</summary>
    public static bool HasExtension(string path, string extension) =>
        Unpacked(path).EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
