namespace Ctre.Data.Known;

/// <summary>Where known data sets are looked up: folders that hold one folder per name.</summary>
internal static class KnownFolders
{
    private const string DirectoryVariable = "CTRE_DATA_DIR";

    /// <summary>The folders to look in, most explicit first; the first is where a data set that is fetched goes.</summary>
    public static IReadOnlyList<string> Directories(string? explicitly)
    {
        string cache = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
                ? set
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        string? shared = Environment.GetEnvironmentVariable(DirectoryVariable);
        string?[] directories = [explicitly, shared, Path.Combine(cache, "ctre", "data")];
        return [.. directories.OfType<string>().Where(directory => directory.Length > 0)];
    }

    /// <summary>The first folder that holds a data set of this name.</summary>
    public static string Folder(string name, string? explicitly) => Find(name, explicitly) ?? throw new InputException(
        $"The data set {name} is not here: looked for a folder {name} in {string.Join(", ", Directories(explicitly))}; "
        + $"ctre data get {name} fetches it; or name the folder that holds {name} with --data-dir or {DirectoryVariable}.");

    /// <summary>The same; null if there is none.</summary>
    public static string? Find(string name, string? explicitly) =>
        Directories(explicitly).Select(directory => Path.Combine(directory, name)).FirstOrDefault(Directory.Exists);
}
