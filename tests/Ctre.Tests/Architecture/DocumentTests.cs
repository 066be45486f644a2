using System.Reflection;
using System.Text.RegularExpressions;

namespace Ctre.Tests.Architecture;

/// <summary>What documents name is there.</summary>
public sealed partial class DocumentTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Names of the base class library.</summary>
    private static readonly string[] Foreign = ["MethodImplOptions.AggressiveOptimization", "Parallel.For", "Math.Tanh"];

    private static readonly Type[] Types =
        [.. ((string[])["Ctre", "Ctre.Data", "Ctre.Cli", "Ctre.Tests"]).SelectMany(name => Assembly.Load(name).GetTypes())];

    private static readonly ILookup<string, Type> TypesByName = Types.ToLookup(type => type.Name.Split('`')[0]);

    private static readonly string[] Namespaces = [.. Types.Select(type => type.Namespace).OfType<string>().Distinct()];

    public static TheoryData<string> Documents =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md"))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Paths_exist(string document)
    {
        string text = Read(document);
        string folder = document == "docs/algorithms.md" ? "src/Ctre/" : "";
        IEnumerable<string> rooted = RootedPaths().Matches(text).Select(match => match.Value.TrimEnd('.'));
        IEnumerable<string> files = Quoted(text).Where(span => FileNames().IsMatch(span)).Select(span => folder + span);
        Assert.DoesNotContain(rooted.Concat(files), path => !Exists(path));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_somewhere(string document)
    {
        string own = Path.Combine(Repository.Root, document);
        Assert.DoesNotContain(
            Links().Matches(Read(document)).Select(match => match.Groups["target"].Value)
                .Where(target => !target.Contains("://", StringComparison.Ordinal)),
            target => target.Split('#') is var parts && !Leads(own, parts[0], parts.ElementAtOrDefault(1)));
    }

    [Theory]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/algorithms.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Types_and_members_exist(string document)
    {
        string text = Read(document);
        IEnumerable<string> names = Quoted(text).Where(span => Names().IsMatch(span)).Select(span => span.Split('<', '(')[0]);
        IEnumerable<string> inPictures =
            Blocks().Matches(text).SelectMany(block => DottedNames().Matches(block.Value)).Select(match => match.Value);
        Assert.DoesNotContain(
            names.Concat(inPictures),
            name => !Foreign.Contains(name) && !Namespaces.Contains(name) && !TypesByName.Contains(name) && !IsMember(name));
    }

    [Fact]
    public void The_architecture_lists_the_folders_in_their_order()
    {
        string[] folders = [.. FirstCells("docs/architecture.md", Folders())];
        Assert.Equal(Repository.Sources.Select(file => file.Folder).Distinct().Order(), folders.Order());
        Assert.Equal(LayeringTests.Folders, folders.Where(folder => folder != "Ctre"));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/algorithms.md")]
    public void The_table_of_methods_has_all_of_them(string document) => Assert.Subset(
        FirstCells(document, Words()).ToHashSet(),
        Methods.All.Select(method => method.Name).ToHashSet());

    [Theory]
    [MemberData(nameof(Documents))]
    public void Lines_but_those_of_tables_have_at_most_140_characters(string document) =>
        Assert.DoesNotContain(Read(document).Split('\n'), line => line.Length > 140 && !line.StartsWith('|'));

    private static IEnumerable<string> FirstCells(string document, Regex row) =>
        Read(document).Split('\n').Select(line => row.Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value);

    private static string Read(string document) => File.ReadAllText(Path.Combine(Repository.Root, document)).ReplaceLineEndings("\n");

    /// <summary>What stands between back quotes, outside blocks of code.</summary>
    private static IEnumerable<string> Quoted(string text) =>
        Spans().Matches(Blocks().Replace(text, "")).Select(match => match.Groups[1].Value);

    /// <summary>A file name alone is that of any file.</summary>
    private static bool Exists(string path) => Path.Exists(Path.Combine(Repository.Root, path))
        || Repository.Sources.Any(file => file.Path.EndsWith($"/{Path.GetFileName(path)}", StringComparison.Ordinal) && IsNameAlone(path));

    private static bool IsNameAlone(string path) => path.Replace("src/Ctre/", "", StringComparison.Ordinal) == Path.GetFileName(path);

    private static bool Leads(string from, string path, string? heading)
    {
        string file = path.Length == 0 ? from : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, path));
        return Path.Exists(file) && (heading is null
            || File.ReadLines(file).Where(line => line.StartsWith('#')).Any(line => Anchor(line.TrimStart('#', ' ')) == heading));
    }

    private static string Anchor(string heading) => string.Concat(heading.ToLowerInvariant()
        .Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c == ' ' ? '-' : c));

    private static bool IsMember(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot > 0 && TypesByName[name[..dot]].Any(type =>
            type.GetMember(name[(dot + 1)..], Declared).Length > 0 || type.GetNestedType(name[(dot + 1)..], Declared) is not null);
    }

    [GeneratedRegex(@"(?<![\w./-])(?:src/|tests/|bench/|docs/|samples/(?!s\b))[\w./-]+")]
    private static partial Regex RootedPaths();

    [GeneratedRegex(@"^[\w/.-]+\.(?:cs|sh)$")]
    private static partial Regex FileNames();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Spans();

    [GeneratedRegex(@"^[A-Z]\w*[a-z]\w*(\.[A-Z]\w*)*(<\w+>)?(\(.*\))?$")]
    private static partial Regex Names();

    [GeneratedRegex(@"\b[A-Z]\w*\.[A-Z]\w*")]
    private static partial Regex DottedNames();

    [GeneratedRegex(@"^\| `(Ctre[\w./]*)` \|")]
    private static partial Regex Folders();

    [GeneratedRegex(@"^\| `([a-z-]+)`")]
    private static partial Regex Words();
}
