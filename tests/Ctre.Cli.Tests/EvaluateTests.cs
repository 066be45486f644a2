using System.Text.Json;

namespace Ctre.Cli.Tests;

public sealed class EvaluateTests(TrainedWorkplace trained) : IClassFixture<TrainedWorkplace>
{
    private readonly Workplace place = trained.Place;

    [Fact]
    public void Json_has_exactly_the_fields_of_the_contract()
    {
        JsonElement json = place.Json("evaluate run flowers.csv --rows all");
        Assert.Equal("accuracy loss samples confusion perClass macroF1 balancedAccuracy rows warnings", Workplace.Fields(json));
        Assert.Equal("name precision recall f1 support", Workplace.Fields(json.GetProperty("perClass")[0]));
        Assert.Equal(120, json.GetProperty("samples").GetInt32());
        int[][] confusion = [.. json.GetProperty("confusion").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(n => n.GetInt32()).ToArray())];
        Assert.Equal([40, 40, 40], confusion.Select(row => row.Sum()));
        Assert.Equal(confusion.Select((row, c) => row[c]).Sum() / 120.0, json.GetProperty("accuracy").GetDouble());
        Assert.True(json.GetProperty("accuracy").GetDouble() > 0.5);
    }

    /// <summary>24 of the 120 rows were held out: the figure is that of training, and not one of rows that the model knows.</summary>
    [Fact]
    public void Of_the_data_that_it_was_trained_on_the_rows_are_measured_that_were_held_out()
    {
        JsonElement json = place.Json("evaluate run flowers.csv");
        Assert.Equal((24, "held-out"), (json.GetProperty("samples").GetInt32(), json.GetProperty("rows").GetString()));
        Assert.Equal(trained.Training.GetProperty("testAccuracy").GetDouble(), json.GetProperty("accuracy").GetDouble());
        Assert.Equal(trained.Training.GetProperty("testLoss").GetDouble(), json.GetProperty("loss").GetDouble(), 1e-12);
        Assert.Equal(0, json.GetProperty("warnings").GetArrayLength());
        CliRun run = place.Run("evaluate run/model.safetensors flowers.csv");
        run.Succeeded();
        Assert.Contains("the 24 of its 120 rows that were held out", run.Error, StringComparison.Ordinal);

        JsonElement all = place.Json("evaluate run flowers.csv --rows all");
        Assert.Equal((120, "all"), (all.GetProperty("samples").GetInt32(), all.GetProperty("rows").GetString()));
        Assert.Contains("was trained on rows of flowers", all.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);

        string[] rows = File.ReadAllLines(place.PathOf("flowers.csv"));
        place.Write("others.csv", string.Join('\n', rows[..100]));
        JsonElement others = place.Json("evaluate run others.csv");
        Assert.Equal((99, 0), (others.GetProperty("samples").GetInt32(), others.GetProperty("warnings").GetArrayLength()));
        Assert.Contains("--rows some: must be held-out or all", place.Run("evaluate run flowers.csv --rows some").ErrorLine(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Training_rows_are_called_so_where_the_test_rows_came_in_another_file()
    {
        place.Write("test.csv", Workplace.Table(withLabels: true, reversed: true));
        place.Run($"train flowers.csv --test test.csv {Workplace.Brief} --output separate").Succeeded();
        JsonElement json = place.Json("evaluate separate flowers.csv");
        Assert.Equal(120, json.GetProperty("samples").GetInt32());
        Assert.Contains("was trained on rows of flowers", json.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_are_matched_by_name_whatever_their_order_and_number()
    {
        // Only two of the classes, so that their indices differ from the model's.
        string[] rows = Workplace.Table(withLabels: true).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        place.Write("two.csv", string.Join('\n', [rows[0], .. rows
            .Skip(1).Where(row => !row.EndsWith("\"iris\"", StringComparison.Ordinal)).Reverse()]));
        JsonElement all = place.Json("evaluate run/model.safetensors flowers.csv --rows all");
        JsonElement two = place.Json("evaluate run/model.safetensors two.csv");
        Assert.Equal(80, two.GetProperty("samples").GetInt32());
        Assert.Equal(0, two.GetProperty("perClass")[0].GetProperty("support").GetInt32());
        for (int c = 1; c < 3; c++)
            Assert.Equal(all.GetProperty("confusion")[c].GetRawText(), two.GetProperty("confusion")[c].GetRawText());
    }

    [Fact]
    public void People_see_tables()
    {
        string text = place.Run("evaluate run flowers.csv").Succeeded();
        Assert.StartsWith("accuracy ", text, StringComparison.Ordinal);
        Assert.Contains("lily, white", text, StringComparison.Ordinal);
        Assert.Contains("actual \\ predicted", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_classes_people_see_the_worst_and_the_most_frequent_errors()
    {
        string[] rows = [.. Enumerable.Range(0, 400).Select(row => $"{row % 40},{row % 7},class{row % 40}")];
        place.Write("many.csv", "a,b,class\n" + string.Join('\n', rows) + "\n");
        place.Run("train many.csv --hidden 8 --epochs 1 --output many --quiet").Succeeded();
        string text = place.Run("evaluate many many.csv").Succeeded();
        Assert.Contains("the 30 classes with the lowest F1 of 40; --json has all", text, StringComparison.Ordinal);
        Assert.Contains("most frequent errors: actual", text, StringComparison.Ordinal);
        Assert.InRange(text.Split('\n').Length, 40, 60);
        Assert.Equal(40, place.Json("evaluate many many.csv").GetProperty("perClass").GetArrayLength());
    }

    [Fact]
    public void Labels_are_needed_and_known()
    {
        place.Write("bare.csv", Workplace.Table(withLabels: false));
        Assert.Contains("has no labels", place.Run("evaluate run bare.csv").ErrorLine(), StringComparison.Ordinal);
        place.Write("strange.csv", "1,2,3,4,tulip\n1,2,3,4,rose\n");
        Assert.Contains("'tulip'", place.Run("evaluate run strange.csv").ErrorLine(), StringComparison.Ordinal);
    }
}
