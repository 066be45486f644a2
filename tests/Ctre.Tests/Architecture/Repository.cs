namespace Ctre.Tests.Architecture;

/// <summary>A source file.</summary>
/// <param name="Path">Its path from <c>src</c>, with slashes: <c>Ctre/Data/Dataset.cs</c>.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record SourceFile(string Path, string[] Lines)
{
    /// <summary>Project and folder: <c>Ctre/Data</c>.</summary>
    public string Folder => Path[..Path.LastIndexOf('/')];

    /// <summary>The namespace that mirrors the folder: <c>Ctre.Data</c>.</summary>
    public string Namespace => Folder.Replace('/', '.');
}

/// <summary>The repository, found by walking up from the test assembly.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The sources of all projects under <c>src</c>.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } = Read("src");

    /// <summary>The sources under a folder, with their paths from there.</summary>
    public static IReadOnlyList<SourceFile> Read(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(Path.Combine(Root, folder), path).Replace('\\', '/'), Full: path))
            .Where(file => !file.Path.Split('/').Any(part => part is "bin" or "obj"))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => new SourceFile(file.Path, File.ReadAllLines(file.Full))),
    ];

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Ctre.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside the repository: no folder above them holds Ctre.slnx.");
    }
}
