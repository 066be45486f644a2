using Ctre.Optimization;

namespace Ctre.Tests.Architecture;

/// <summary>A kind (method, optimizer) is a row of its table, known nowhere else.</summary>
public sealed class KindsTests
{
    [Fact]
    public void No_method_is_known_by_name_outside_its_table() => OnlyIn(
        ["Ctre/Methods.cs", "Ctre/Recipe.cs"], Methods.All.Select(method => method.Name));

    [Fact]
    public void No_optimizer_is_known_by_name_outside_its_table() => OnlyIn(
        ["Ctre/Optimization/Optimizers.cs", "Ctre/Recipe.cs"], Optimizers.All.Select(kind => kind.Name));

    [Fact]
    public void No_growth_method_is_known_by_type_outside_the_table_of_methods()
    {
        string[] types = [.. Methods.All.Select(method => method.Create(new Recipe()).GetType().Name).Distinct()];
        Assert.Empty(Repository.Sources
            .Where(file => file.Folder != "Ctre/Topology/Papers" && file.Path != "Ctre/Methods.cs")
            .SelectMany(file => file.Lines.Where(line => types.Any(type =>
                line.Contains($"new {type}(", StringComparison.Ordinal) || line.Contains($" is {type}", StringComparison.Ordinal)
                || line.Contains($"{type}.", StringComparison.Ordinal) && type.Length > 4 && type != "Static"))
                .Select(line => $"{file.Path}: {line.Trim()}")));
    }

    /// <summary>The default of a recipe may name one.</summary>
    private static void OnlyIn(string[] files, IEnumerable<string> names)
    {
        string[] literals = [.. names.Select(name => $"\"{name}\"")];
        Assert.Empty(Repository.Sources
            .Where(file => !files.Contains(file.Path))
            .SelectMany(file => file.Lines
                .Where(line => literals.Any(literal => line.Contains(literal, StringComparison.Ordinal)))
                .Where(line => !line.Contains("///", StringComparison.Ordinal))
                .Select(line => $"{file.Path}: {line.Trim()}")));
    }
}
