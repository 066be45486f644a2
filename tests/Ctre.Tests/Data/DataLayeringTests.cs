using System.Text.RegularExpressions;
using Ctre.Tests.Architecture;

namespace Ctre.Tests.Data;

/// <summary>The rooms of the project that reads data, and in which direction they use each other.</summary>
public sealed class DataLayeringTests
{
    private static readonly string[] Unimportant = ["namespace ", "using System", "//"];

    private static readonly string Source = Path.Combine(Repository.Root, "src", "Ctre.Data");

    [Theory]
    [InlineData("Files", "Known Formats Downloads Summary")]
    [InlineData("Known", "Formats Downloads Summary")]
    [InlineData("Formats/Text", "Arrays Published Downloads Summary")]
    [InlineData("Formats/Arrays", "Published Known Downloads Summary")]
    [InlineData("Formats/Published", "Known Downloads Summary")]
    [InlineData("Downloads", "Formats Summary")]
    [InlineData("Summary", "Files Formats Downloads")]
    public void A_room_does_not_use_those_above_it(string room, string above)
    {
        string[] files = Directory.GetFiles(Path.Combine(Source, room), "*.cs");
        Assert.NotEmpty(files);
        Regex uses = new($@"\b(?:{above.Replace(' ', '|')})(?:;|\.[A-Z])");
        Assert.Empty(files.SelectMany(path =>
            Lines(path).Where(line => uses.IsMatch(line)).Select(line => $"{Path.GetFileName(path)}: {line.Trim()}")));
    }

    [Fact]
    public void Only_the_table_of_formats_names_all_readers()
    {
        string[] readers = ["Text", "Arrays", "Published"];
        string[] naming = [.. Directory.GetFiles(Path.Combine(Source, "Formats"), "*.cs")
            .Where(path => Lines(path).Any(line => readers.Any(room => line == $"using Ctre.Data.Formats.{room};")))
            .Select(path => Path.GetFileName(path)!)];
        Assert.Equal(["DataFormats.cs"], naming);
    }

    [Fact]
    public void Namespaces_mirror_folders()
    {
        foreach (string path in Directory.GetFiles(Source, "*.cs", SearchOption.AllDirectories))
        {
            if (path.Contains("/obj/", StringComparison.Ordinal)) continue;
            string folder = Path.GetRelativePath(Source, Path.GetDirectoryName(path)!).Replace('\\', '.').Replace('/', '.');
            Assert.Contains(folder == "." ? "namespace Ctre.Data;" : $"namespace Ctre.Data.{folder};", File.ReadAllLines(path));
        }
    }

    private static IEnumerable<string> Lines(string path) => File.ReadLines(path)
        .Where(line => !Unimportant.Any(start => line.TrimStart().StartsWith(start, StringComparison.Ordinal)));
}
