using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ctre.Tests.Architecture;

/// <summary>What every source file and every type of the three projects keeps to.</summary>
public sealed class StyleTests
{
    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Base"];

    private static readonly Type[] Types =
    [
        .. ((string[])["Ctre", "Ctre.Data", "Ctre.Cli"]).SelectMany(name => Assembly.Load(name).GetTypes()).Where(type =>
            !type.Name.Contains('<') && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null
            && type.GetCustomAttribute<GeneratedCodeAttribute>() is null && type.DeclaringType?.Name.Contains('<') != true
            && type.Namespace?.StartsWith("Ctre", StringComparison.Ordinal) == true),
    ];

    [Fact]
    public void Nothing_static_can_change()
    {
        var changing = Types
            .SelectMany(
                type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field is { IsInitOnly: false, IsLiteral: false })
            .Select(field => $"{field.DeclaringType}.{field.Name}");
        Assert.Empty(changing);
    }

    [Fact]
    public void Classes_are_sealed_abstract_or_static() =>
        Assert.Empty(Types.Where(type => type.IsClass && type is { IsSealed: false, IsAbstract: false }).Select(type => type.FullName));

    [Fact]
    public void Names_say_what_a_thing_is()
    {
        IEnumerable<string> names = Types.Select(type => type.Name.Split('`')[0])
            .Concat(Repository.Sources.Select(file => Path.GetFileNameWithoutExtension(file.Path)));
        Assert.DoesNotContain(names, name => EmptyWords.Any(word => name.EndsWith(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void Files_are_small()
    {
        int[] lengths = [.. Repository.Sources.Select(file => file.Lines.Length).Order()];
        Assert.InRange(lengths.Length, 100, 500);
        Assert.InRange(lengths[lengths.Length / 2], 1, 99);
        Assert.DoesNotContain(Repository.Sources, file => file.Lines.Length > 300);
        Assert.DoesNotContain(
            Repository.Sources, file => file.Folder.StartsWith("Ctre/Topology", StringComparison.Ordinal) && file.Lines.Length > 150);
    }

    /// <summary>As <c>.editorconfig</c> has it.</summary>
    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("bench")]
    [InlineData("fuzz")]
    [InlineData("samples")]
    public void Lines_have_at_most_140_characters(string folder) => Assert.Empty(Repository.Read(folder).SelectMany(file =>
        file.Lines.Index().Where(line => line.Item.Length > 140).Select(line => $"{file.Path}:{line.Index + 1} has {line.Item.Length}")));

    [Fact]
    public void Nothing_random_comes_from_outside_a_seed() => Assert.Empty(Found(
        Repository.Sources, "Random.Shared", "new Random(", "HashCode.Combine", ".GetHashCode(", "DateTime.Now", "Guid.NewGuid"));

    /// <summary>
    /// What is opened otherwise may be a pipe, and wait for ever. The exceptions are made by the system, or opened to write.
    /// </summary>
    [Fact]
    public void Files_that_came_from_anywhere_are_opened_by_RegularFile() => Assert.Empty(Found(
        Repository.Sources.Where(file => file.Path is not (
            "Ctre/Files/RegularFile.cs" or "Ctre/Files/PendingFile.cs" or "Ctre/Files/WriteTarget.cs" or "Ctre/Benchmarking/Machine.cs"
                or "Ctre.Data/Downloads/PartialFile.cs"
            or "Ctre.Data/Downloads/DataSetFolder.cs" or "Ctre.Cli/Options/MachineMemory.cs" or "Ctre.Cli/Runs/RunLock.cs"
            or "Ctre.Cli/OpenFiles.cs")),
        "File.ReadAll", "File.ReadLines", "File.Open", "new FileStream(", "new StreamReader(path"));

    private static IEnumerable<string> Found(IEnumerable<SourceFile> files, params string[] words) =>
        files.SelectMany(file => file.Lines.Select((line, number) => (file.Path, Line: line, Number: number + 1)))
            .Where(at => words.Any(word => at.Line.Contains(word, StringComparison.Ordinal)) && !at.Line.Contains("RegularFile.Open"))
            .Select(at => $"{at.Path}:{at.Number} {at.Line.Trim()}");
}
