using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ctre.Tests.Architecture;

/// <summary>What every source file and every type of the library keeps to.</summary>
public sealed class StyleTests
{
    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Base"];

    private static readonly Type[] Types =
    [
        .. typeof(Recipe).Assembly.GetTypes().Where(type =>
            !type.Name.Contains('<') && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null
            && type.GetCustomAttribute<GeneratedCodeAttribute>() is null && type.DeclaringType?.Name.Contains('<') != true
            && type.Namespace?.StartsWith("Ctre", StringComparison.Ordinal) == true),
    ];

    [Fact]
    public void Nothing_static_can_change()
    {
        var changing = Types
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
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
        Assert.InRange(lengths.Length, 50, 500);
        Assert.InRange(lengths[lengths.Length / 2], 1, 99);
        Assert.Empty(Repository.Sources.Where(file => file.Lines.Length > 300).Select(file => file.Path));
        Assert.Empty(Repository.Sources.Where(file => file.Path.StartsWith("Topology/", StringComparison.Ordinal) && file.Lines.Length > 150)
            .Select(file => file.Path));
    }

    [Fact]
    public void Nothing_random_comes_from_outside_a_seed()
    {
        string[] unrepeatable = ["Random.Shared", "new Random(", "HashCode.Combine", ".GetHashCode(", "DateTime.Now", "Guid.NewGuid"];
        Assert.Empty(Repository.Sources.SelectMany(file => file.Lines.Select((line, number) => (file.Path, Line: line, Number: number + 1)))
            .Where(at => unrepeatable.Any(word => at.Line.Contains(word, StringComparison.Ordinal)))
            .Select(at => $"{at.Path}:{at.Number} {at.Line.Trim()}"));
    }
}
