using System.Text.Json;

namespace Ctre.Cli.Tests;

public sealed class DataListTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Json_tells_all_that_is_known()
    {
        Directory.CreateDirectory(place.PathOf("sets/mnist"));
        JsonElement json = place.Json("data list --data-dir sets");
        Assert.Equal("sets", Workplace.Fields(json));
        JsonElement[] sets = [.. json.GetProperty("sets").EnumerateArray()];
        Assert.Equal(17, sets.Length);
        Assert.All(sets, set => Assert.Equal(
            "name title trainingRows testRows features classes scaler downloadBytes license citation builtIn folder files",
            Workplace.Fields(set)));
        JsonElement mnist = sets.Single(set => set.GetProperty("name").GetString() == "mnist");
        Assert.Equal(place.PathOf("sets/mnist"), mnist.GetProperty("folder").GetString());
        Assert.Equal((60000, 10000, 784, 10), (Number("trainingRows"), Number("testRows"), Number("features"), Number("classes")));
        Assert.Equal("name bytes checksum addresses", Workplace.Fields(mnist.GetProperty("files")[0]));
        Assert.Equal(JsonValueKind.Null, sets.Single(set => set.GetProperty("name").GetString() == "usps").GetProperty("folder").ValueKind);
        Assert.True(sets[0].GetProperty("builtIn").GetBoolean());

        int Number(string name) => mnist.GetProperty(name).GetInt32();
    }

    [Fact]
    public void People_see_a_table_that_fits_their_terminal()
    {
        Directory.CreateDirectory(place.PathOf("sets/har"));
        string text = place.Run("data list --data-dir sets").Succeeded();
        Assert.Matches(@"\n har +7,352 +2,947 +561 +6 +61 MB +CC BY 4.0 +yes", text);
        Assert.Contains("built in: madelon\n", text, StringComparison.Ordinal);
        Assert.Contains($"in {place.PathOf("sets")}: har\n", text, StringComparison.Ordinal);
        IEnumerable<string> lines = text.Split('\n').Where(line => !line.StartsWith("in ", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Theory]
    [InlineData("data lst", "unknown command 'lst': did you mean list? The commands are list, get and info.")]
    [InlineData("data list more", "unexpected argument 'more'; see ctre data list --help.")]
    [InlineData("data list --jsn", "unknown option --jsn: did you mean --json? See ctre data list --help.")]
    [InlineData("data get", "NAME is missing: ctre data get NAME [options]; see ctre data get --help.")]
    [InlineData("data info", "DATA is missing: ctre data info DATA [options]; see ctre data info --help.")]
    public void A_wrong_command_line_is_reported_in_one_line(string line, string expected) =>
        Assert.Contains(expected, place.Run(line).ErrorLine(), StringComparison.Ordinal);

    [Theory]
    [InlineData("data --help", "Examples:\n  ctre data list\n")]
    [InlineData("data list --help", "Examples:\n  ctre data list\n")]
    [InlineData("data get --help", "CTRE_DATA_MIRROR")]
    [InlineData("data info --help", "--label")]
    public void Help_shows_options_and_examples(string line, string expected) =>
        Assert.Contains(expected, place.Run(line).Succeeded(), StringComparison.Ordinal);

    [Fact]
    public void Data_alone_shows_its_help() => Assert.Equal(place.Run("data --help").Succeeded(), place.Run("data").Succeeded());
}
