namespace Ctre.Data;

/// <summary>The public data sets that are known by name, and where they are looked up.</summary>
internal static class KnownDataSet
{
    public const string Madelon = "madelon";

    private const string DirectoryVariable = "CTRE_DATA_DIR";

    public static IReadOnlyList<string> Names =>
    [
        Madelon, "mnist", "fashion-mnist", "kmnist", "isolet", "har", "cifar-10", "cifar-100", "pcmac", "basehock", "relathe", "coil20", "usps",
    ];

    /// <summary>Madelon's features differ in spread and are standardized in the papers; all others go to [0, 1].</summary>
    public static ScalerKind ScalerFor(string name) =>
        name.Equals(Madelon, StringComparison.OrdinalIgnoreCase) ? ScalerKind.Standard : ScalerKind.MinMax;

    /// <summary>The folders to look in, most explicit first.</summary>
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
        + $"get its files, or name the folder that holds {name} with --data-dir or {DirectoryVariable}.");

    /// <summary>The same; null if there is none.</summary>
    public static string? Find(string name, string? explicitly) =>
        Directories(explicitly).Select(directory => Path.Combine(directory, name)).FirstOrDefault(Directory.Exists);

    /// <summary>The known name that a mistyped one is nearest to; null if none is near.</summary>
    public static string? Nearest(string name) => EditDistance.Nearest(name, Names);
}
