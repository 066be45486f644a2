using System.Reflection;
using System.Text.RegularExpressions;

namespace Ctre.Tests.Architecture;

/// <summary>What documents name exists.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Documents =
    [
        .. Directory.GetFiles(Repository.Root, "*.md"), .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md"),
    ];

    private static readonly Type[] Types =
        [.. ((string[])["Ctre", "Ctre.Data", "Ctre.Cli"]).SelectMany(name => Assembly.Load(name).GetTypes())];

    [Fact]
    public void Links_lead_to_files() => Assert.Empty(Documents.SelectMany(document => Links().Matches(File.ReadAllText(document))
        .Select(link => link.Groups["target"].Value.Split('#')[0])
        .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
        .Where(target => !Exists(Path.Combine(Path.GetDirectoryName(document)!, target)))
        .Select(target => $"{Path.GetFileName(document)}: {target}")));

    /// <summary>Paths are from the root; those of docs/algorithms.md from <c>src/Ctre</c>, as it says.</summary>
    [Fact]
    public void Paths_in_text_exist() => Assert.Empty(Documents.SelectMany(document => Paths().Matches(File.ReadAllText(document))
        .Select(path => path.Groups["path"].Value)
        .Where(path => !Exists(Path.Combine(Repository.Root, path)) && !Exists(Path.Combine(Repository.Root, "src/Ctre", path)))
        .Select(path => $"{Path.GetFileName(document)}: {path}")));

    [Theory]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/algorithms.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Types_and_members_in_text_exist(string document) => Assert.Empty(
        Names().Matches(File.ReadAllText(Path.Combine(Repository.Root, document)))
            .Where(name => !IsDeclared(name.Groups["type"].Value, name.Groups["member"].Value)).Select(name => name.Value));

    [Fact]
    public void The_architecture_lists_all_folders()
    {
        string[] listed =
        [
            .. File.ReadAllLines(Path.Combine(Repository.Root, "docs/architecture.md")).SkipWhile(line => line != "## Folders")
                .Select(line => Folders().Match(line)).Where(row => row.Success).Select(row => row.Groups["folder"].Value),
        ];
        Assert.Equal(Repository.Sources.Select(file => $"src/{file.Folder}").Distinct().Order(), listed.Order());
    }

    [Fact]
    public void The_README_lists_all_methods() => Assert.Equal(
        Methods.All.Select(method => method.Name).Order(),
        File.ReadAllLines(Path.Combine(Repository.Root, "README.md")).SkipWhile(line => line != "## Methods")
            .TakeWhile(line => line != "## How good").Select(line => Rows().Match(line)).Where(row => row.Success)
            .Select(row => row.Groups["name"].Value).Order());

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static bool IsDeclared(string type, string member)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        Type[] found = [.. Types.Where(one => one.Name.Split('`')[0] == type)];
        return found.Length == 0
            ? member.Length == 0 && Types.Any(one => one.GetMember(type, all).Length > 0) || IsElsewhere(type)
            : member.Length == 0 || found.Any(one => one.GetMember(member, all).Length > 0);
    }

    /// <summary>Names of .NET and of project files, and words that are no names.</summary>
    private static bool IsElsewhere(string name) => name is "AggressiveOptimization" or "TieredCompilationQuickJitForLoops" or "TieredPGO"
        or "Parallel" or "Fuzz";

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"`(?<path>(?:[A-Za-z.]+/)+[A-Za-z0-9.]+\.(?:cs|sh|md|txt|csproj)|(?:src|tests|bench|docs|samples)(?:/[A-Za-z.]+)+)`")]
    private static partial Regex Paths();

    [GeneratedRegex(@"`(?<type>[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:\.(?<member>[A-Z][A-Za-z]+))?`")]
    private static partial Regex Names();

    [GeneratedRegex(@"^\| `(?<folder>src/[A-Za-z./]+)` \|")]
    private static partial Regex Folders();

    [GeneratedRegex(@"^\| `(?<name>[a-z][a-z-]*)`")]
    private static partial Regex Rows();
}
