using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Ctre.Tests.Architecture;

namespace Ctre.Tests;

public sealed partial class RecipeFieldsTests
{
    public static TheoryData<string> Properties =>
        [.. typeof(Recipe).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name)];

    public static TheoryData<string> Ranged =>
        [.. RecipeFields.All.Where(one => one.Range is not null).Select(one => one.Options + one.Property)];

    [Theory]
    [MemberData(nameof(Properties))]
    public void Every_property_has_one_row(string property) => Assert.Single(RecipeFields.All, field => field.Property == property);

    [Fact]
    public void Names_are_unique()
    {
        string[] names = [.. RecipeFields.All.SelectMany(field => field.OptionNames)];
        Assert.Equal(names.Distinct(), names);
    }

    [Theory]
    [MemberData(nameof(Ranged))]
    public void The_ends_of_a_range_are_allowed_or_refused_as_it_says(string name)
    {
        RecipeField field = RecipeFields.All.Single(field => field.Options + field.Property == name);
        Interval range = field.Range!;
        Assert.Equal(!range.ExcludesLow, IsAllowed(field, range.Low));
        Assert.False(IsAllowed(field, range.Low - 1));
        if (double.IsInfinity(range.High)) return;
        Assert.Equal(!range.ExcludesHigh, IsAllowed(field, range.High));
        Assert.False(IsAllowed(field, range.High + 1));
    }

    [Fact]
    public void What_a_field_writes_it_reads()
    {
        Recipe[] recipes = [Recipe.Default, Recipe.CtrePaper];
        foreach (RecipeField field in RecipeFields.All.Where(field => field.Options.Length > 0 && field.Property.Length > 0))
        {
            Assert.All(
                recipes.Where(recipe => field.ToText(recipe).Length > 0),
                recipe => Assert.Equal(Entry(recipe), Entry(field.FromText(new Recipe(), field.ToText(recipe)))));

            string? Entry(Recipe recipe) => recipe.ToJson()[field.JsonName]?.ToJsonString();
        }
    }

    /// <summary>What a programmer reads of a property is what the table says of it.</summary>
    [Theory]
    [MemberData(nameof(Properties))]
    public void The_docs_of_a_property_name_its_range_and_its_default(string property)
    {
        RecipeField field = RecipeFields.Find(property);
        string docs = Docs(property);
        if (field.Range is { } range) Assert.Contains(range.ToString(), docs, StringComparison.Ordinal);
        // Defaults that depend on method and similarity are given in words.
        bool depends = property is nameof(Recipe.UpdateUntil) or nameof(Recipe.SimilarityRows);
        if (!depends && field.Range is not null && field.Options.Length > 0 && field.ToText(new Recipe()) is { Length: > 0 } text)
            Assert.Contains($"Default {text.Replace(",", ", ", StringComparison.Ordinal)}", docs, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Help_names_the_defaults_that_follow_from_other_options()
    {
        string[] early =
            [.. Methods.All.Where(method => new Recipe { Method = method.Name }.UpdateUntil != 1).Select(method => method.Name)];
        Assert.All(early, method => Assert.Equal(0.75, new Recipe { Method = method }.UpdateUntil));
        Assert.Contains(
            $"by default 0.75 with {EnglishList.Join(early, "and")})", RecipeFields.Find("--update-until").Help, StringComparison.Ordinal);
        double ofAdam = new Recipe { Optimizer = "adam" }.LearningRate;
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"by default {ofAdam} with adam"), RecipeFields.Find("--lr").Help,
            StringComparison.Ordinal);
    }

    private static bool IsAllowed(RecipeField field, double value)
    {
        try
        {
            field.FromText(new Recipe(), value.ToString(CultureInfo.InvariantCulture));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The summary of a property as it stands in the source, numbers without separators.</summary>
    private static string Docs(string property)
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "src/Ctre/Recipe.cs"));
        string summary = Summaries().Matches(source).Single(match => match.Groups["property"].Value == property).Groups["text"].Value;
        string line = Regex.Replace(summary, @"\s*///\s*", " ");
        return Regex.Replace(line, @"(?<=\d),(?=\d{3}\b)", "");
    }

    [GeneratedRegex(@"(?<text>(    ///[^\n]*\n)+)    public (?!static)[\w<>?]+ (?<property>\w+)\b")]
    private static partial Regex Summaries();
}
