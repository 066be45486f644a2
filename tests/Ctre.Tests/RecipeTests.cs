using System.Reflection;

namespace Ctre.Tests;

public sealed class RecipeTests
{
    private static readonly double[] NoNumbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    /// <summary>By property: values at the edge that are allowed, values beyond it that are not.</summary>
    public static TheoryData<string, double[], double[]> Ranges => new()
    {
        { nameof(Recipe.Epsilon), [1e-9, 1e9], [0, -1] },
        { nameof(Recipe.Density), [1e-9, 1], [0, -0.1, 1.0001] },
        { nameof(Recipe.Zeta), [0, 0.999], [-0.001, 1] },
        { nameof(Recipe.UpdateEvery), [1, int.MaxValue], [0, -1] },
        { nameof(Recipe.UpdateUntil), [0, 1], [-0.001, 1.001] },
        { nameof(Recipe.SwitchPatience), [1, int.MaxValue], [0, -1] },
        { nameof(Recipe.Patience), [1, int.MaxValue], [0, -1] },
        { nameof(Recipe.WiringRounds), [0, 10_000], [-1, 10_001] },
        { nameof(Recipe.SimilarityRows), [2, int.MaxValue], [1, 0, -1] },
        { nameof(Recipe.Epochs), [1, int.MaxValue], [0, -1] },
        { nameof(Recipe.BatchSize), [1, 65_536], [0, -1, 65_537] },
        { nameof(Recipe.LearningRate), [1e-12, 1e6], [0, -1, 1.1e6] },
        { nameof(Recipe.Momentum), [0, 0.999], [-0.1, 1] },
        { nameof(Recipe.WeightDecay), [0, 1], [-1e-9, 1.1] },
        { nameof(Recipe.Dropout), [0, 0.99], [-0.1, 1] },
        { nameof(Recipe.ValidationFraction), [1e-6, 0.999], [0, 1, -0.1] },
    };

    [Fact]
    public void Every_numeric_property_has_a_range_below()
    {
        IEnumerable<string> numeric = typeof(Recipe).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => Number(p) == typeof(double) || Number(p) == typeof(int)).Select(p => p.Name);
        Assert.Equal(numeric.Order(), Ranges.Select(row => row.Data.Item1).Order());
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_value_beyond_the_edge_is_refused(string name, double[] allowed, double[] refused)
    {
        PropertyInfo property = typeof(Recipe).GetProperty(name)!;
        foreach (double value in allowed) Assert.Equal(value, Convert.ToDouble(property.GetValue(With(property, value)), null));
        foreach (double value in Number(property) == typeof(double) ? refused.Concat(NoNumbers) : refused)
        {
            var thrown = Assert.IsType<ArgumentOutOfRangeException>(
                Assert.Throws<TargetInvocationException>(() => With(property, value)).InnerException);
            Assert.Contains($"{name} must be", thrown.Message);
        }
    }

    [Fact]
    public void Words_that_mean_nothing_are_refused()
    {
        foreach (PropertyInfo property in typeof(Recipe).GetProperties().Where(p => p.PropertyType.IsEnum))
        {
            var thrown = Assert.Throws<TargetInvocationException>(
                () => property.SetValue(new Recipe(), Enum.ToObject(property.PropertyType, 99)));
            Assert.Contains(property.Name, Assert.IsType<ArgumentOutOfRangeException>(thrown.InnerException).Message);
        }
    }

    [Fact]
    public void The_learning_rate_suits_the_optimizer_unless_it_is_given()
    {
        Assert.Equal(0.1, new Recipe().LearningRate);
        Assert.Equal(0.01, (Recipe.Default with { Optimizer = "adam" }).LearningRate);
        Assert.Equal(0.3, new Recipe { LearningRate = 0.3, Optimizer = "adam" }.LearningRate);
    }

    [Fact]
    public void Lists_are_checked_and_copied()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Recipe { Hidden = [10, 0] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Recipe { Hidden = [10_000_001] });
        foreach (double bad in new[] { 0, -1, 1.5, double.NaN, double.PositiveInfinity })
            Assert.Throws<ArgumentOutOfRangeException>(() => new Recipe { LayerDensities = [0.5, bad] });
        int[] hidden = [5];
        var recipe = new Recipe { Hidden = hidden };
        hidden[0] = 6;
        Assert.Equal([5], recipe.Hidden);
        Assert.Empty(new Recipe { Hidden = [] }.Hidden);
    }

    [Fact]
    public void A_name_may_be_any_word_but_it_must_be_one()
    {
        Assert.Equal(("mine", "own"),
            (new Recipe { Method = "mine", Optimizer = "own" }.Method, new Recipe { Optimizer = "own" }.Optimizer));
        foreach (string name in new[] { "", "a\nb", new string('x', 101) })
            Assert.Contains("must be a name", Assert.Throws<ArgumentException>(() => new Recipe { Method = name }).Message);
    }

    [Fact]
    public void Null_means_no_density_and_all_rows()
    {
        Recipe recipe = new() { Density = null, SimilarityRows = null };
        Assert.Equal((null, null), (recipe.Density, recipe.SimilarityRows));
    }

    private static Type Number(PropertyInfo property) => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    private static Recipe With(PropertyInfo property, double value)
    {
        Recipe recipe = new();
        property.SetValue(recipe, Number(property) == typeof(int) ? (object)(int)value : value);
        return recipe;
    }

    [Theory]
    [InlineData("ctre-sim", SimilarityKind.Auto, 1024)]
    [InlineData("cte", SimilarityKind.Auto, 1024)]
    [InlineData("rigl", SimilarityKind.Auto, 512)]
    [InlineData("ctre-seq", SimilarityKind.Exact, null)]
    public void How_many_rows_are_compared_follows_from_method_and_search_unless_it_is_said(
        string method, SimilarityKind similarity, int? rows)
    {
        Recipe recipe = new() { Method = method, Similarity = similarity };
        Assert.Equal(rows, recipe.SimilarityRows);
        Assert.Equal(77, (recipe with { SimilarityRows = 77 }).SimilarityRows);
        Assert.Null((recipe with { SimilarityRows = null }).SimilarityRows);
        Assert.Equal(rows, Recipe.Parse(System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["method"] = method,
            ["similarity"] = similarity.ToString().ToLowerInvariant(),
        })).SimilarityRows);
    }

    [Fact]
    public void The_paper_compares_all_rows_and_all_pairs() =>
        Assert.Equal((SimilarityKind.Exact, null), (Recipe.CtrePaper.Similarity, Recipe.CtrePaper.SimilarityRows));
}
