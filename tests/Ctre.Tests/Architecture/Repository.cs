namespace Ctre.Tests.Architecture;

/// <summary>The sources of the library, found by walking up from the test assembly.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The library's sources, relative to src/Ctre, with their lines.</summary>
    public static IReadOnlyList<(string Path, string[] Lines)> Sources { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "src", "Ctre"), "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(Path.Combine(Root, "src", "Ctre"), path).Replace('\\', '/'), Full: path))
            .Where(file => !file.Path.StartsWith("bin/", StringComparison.Ordinal) && !file.Path.StartsWith("obj/", StringComparison.Ordinal))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => (file.Path, File.ReadAllLines(file.Full))),
    ];

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Ctre.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside the repository: no folder above them holds Ctre.slnx.");
    }
}
