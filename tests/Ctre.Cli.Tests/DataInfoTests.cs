using System.Text.Json;

namespace Ctre.Cli.Tests;

public sealed class DataInfoTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void Json_tells_what_the_data_are_like()
    {
        place.Write("small.csv", "u,v,kind\n1,7,x\n2,7,y\n0,7,y\n2,7,y\n");
        JsonElement json = place.Json("data info small.csv --label kind");
        Assert.Equal(
            "name rows testRows features classes imbalance missing duplicateRows zeroShare compressed minimum maximum mean wholeNumbers "
            + "constantFeatures scaler scalerReason perFeature",
            Workplace.Fields(json));
        Assert.Equal(
            """[{"name":"x","rows":1},{"name":"y","rows":3}]""", json.GetProperty("classes").GetRawText());
        double[] figures = [.. ((string[])["imbalance", "duplicateRows", "zeroShare"]).Select(name => json.GetProperty(name).GetDouble())];
        Assert.Equal([3, 1, 0.125], figures);
        Assert.Equal("[1]", json.GetProperty("constantFeatures").GetRawText());
        Assert.Equal(
            """{"feature":1,"name":"v","categories":null,"minimum":7,"maximum":7,"mean":7,"deviation":0,"zeros":0,"missing":0}""",
            json.GetProperty("perFeature")[1].GetRawText());
        Assert.Equal("minmax", json.GetProperty("scaler").GetString());
    }

    [Fact]
    public void People_see_tables()
    {
        place.Write("test.csv", "a,b,c,d,class\n1,2,3,4,rose\n");
        string text = place.Run("data info flowers.csv --test test.csv").Succeeded();
        Assert.StartsWith("flowers: 120 rows + 1 to test, 4 features, 3 classes\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\n rose +40 +33.33 % +1 *\n", text);
        Assert.Matches(@"\nscaler +minmax: no feature has values far from its others\n", text);
        Assert.Contains("widest spread", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Categories_and_missing_values_are_reported()
    {
        place.Write("mixed.csv", "size,color,kind\n1,red,x\n,blue,y\n3,,y\n4,red,x\n");
        string text = place.Run("data info mixed.csv").Succeeded();
        Assert.Contains("\ncategories  color (2)\n", text, StringComparison.Ordinal);
        Assert.Contains("\nmissing     2 values\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\n size +1 +4 +2.667 .* 1 +most missing", text);
        Assert.Matches(@"\n color +– +– +– +– +1 +most missing", text);
        JsonElement color = place.Json("data info mixed.csv").GetProperty("perFeature")[1];
        Assert.Equal((2, JsonValueKind.Null), (color.GetProperty("categories").GetInt32(), color.GetProperty("mean").ValueKind));
    }

    [Fact]
    public void A_known_set_has_its_scaler()
    {
        string text = place.Run("data info madelon").Succeeded();
        Assert.StartsWith("madelon: 2,000 rows + 600 to test, 500 features, 2 classes\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\nscaler +standard: what suits madelon\n", text);
    }

    [Theory]
    [InlineData("data info absent.csv", "absent.csv")]
    [InlineData("data info usps", "ctre data get usps fetches it")]
    [InlineData("data info flowers.csv --label nope", "'nope'")]
    [InlineData("data info flowers.csv --format xml", "no data format 'xml'")]
    [InlineData("data info flowers.csv --test absent.csv", "absent.csv")]
    public void Wrong_data_are_reported_in_one_line(string line, string expected) =>
        Assert.Contains(expected, place.Run(line).ErrorLine(), StringComparison.Ordinal);
}
