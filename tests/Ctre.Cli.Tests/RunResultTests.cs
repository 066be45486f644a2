using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ctre.Cli.Comparison;

namespace Ctre.Cli.Tests;

/// <summary>Stored results that cannot be true.</summary>
public sealed class RunResultTests(Workplace place) : IClassFixture<Workplace>
{
    private static readonly PropertyInfo[] Fields =
    [
        .. typeof(RunResult).GetProperties().Where(field => field.GetCustomAttribute<JsonIgnoreAttribute>() is null),
    ];

    private static readonly RunResult Sound = new()
    {
        Data = "flowers",
        DataDigest = "d1",
        Recipe = new JsonObject { ["seed"] = 0 },
        Processor = "one",
        Seconds = 2,
        TestAccuracy = 0.5,
        ValidationAccuracy = 0.25,
        FinalTestAccuracy = 1,
        TestLoss = 0.1,
        BestEpoch = 2,
        Connections = 20,
        Places = 20,
        TrainingSeconds = 1,
        TopologySeconds = 0,
        InferenceFlops = 40,
        InferenceFlopsOfDense = 40,
        TrainingFlops = 90,
        TrainingFlopsOfDense = 90,
        ModelBytes = 100,
        ModelDigest = "d2",
        ValidationByEpoch = [0, 0.25],
        TestByEpoch = [0.5, 1],
    };

    [Fact]
    public void Every_field_has_a_rule() =>
        Assert.Equal(Fields.Select(field => field.Name).Order(), RunResult.Checked.Order());

    [Fact]
    public void What_can_be_true_is_read()
    {
        RunResult failed = new()
        {
            Data = "flowers",
            DataDigest = "d1",
            Recipe = Sound.Recipe,
            Processor = "one",
            Failure = "diverged",
        };
        foreach (RunResult one in (RunResult[])[Sound, Sound with { TestLoss = null }, failed])
            Assert.Equal(Json(one).ToJsonString(), Json(RunResult.Read(Write(Json(one)))!).ToJsonString());
    }

    /// <summary>For each field everything of its kind that it cannot be, another kind, and null where it must be something.</summary>
    [Fact]
    public void What_cannot_be_true_is_refused_by_file_and_field()
    {
        foreach (PropertyInfo field in Fields)
        {
            string name = JsonNamingPolicy.CamelCase.ConvertName(field.Name);
            bool isNumber = field.PropertyType.IsValueType;
            string[] forged = name == "failure" ? ["5", "\"\"", "\"diverged\""]
                : isNumber ? ["-1", "-1e-9", "1e999", "\"NaN\"", "\"0.5\"", "[]", .. (string[])(name == "testLoss" ? [] : ["null"])]
                : field.PropertyType == typeof(IReadOnlyList<double>) ? ["null", "[]", "[0.5, 1.5]", "[-1, 0]", "[1e999, 0]", "7"]
                : ["null", "5", field.PropertyType == typeof(string) ? "\"\"" : "{}"];
            if (name == "processor") forged = ["null", "5"];
            foreach (string value in forged)
            {
                JsonObject json = Json(Sound);
                json[name] = JsonNode.Parse(value);
                Refused(json, name == "failure" ? "" : name, value);
            }
        }
    }

    [Theory]
    [InlineData("testAccuracy", "1.0000000000000002")]
    [InlineData("validationAccuracy", "2")]
    [InlineData("finalTestAccuracy", "7")]
    [InlineData("bestEpoch", "0")]
    [InlineData("bestEpoch", "3")]
    [InlineData("connections", "0")]
    [InlineData("connections", "21")]
    [InlineData("testByEpoch", "[0.5]")]
    [InlineData("inferenceFlopsOfDense", "0")]
    [InlineData("trainingFlopsOfDense", "0")]
    [InlineData("modelBytes", "0")]
    public void Fields_that_contradict_each_other_or_their_range_are_refused(string name, string value)
    {
        JsonObject json = Json(Sound);
        json[name] = JsonNode.Parse(value);
        Refused(json, name, value);
    }

    [Fact]
    public void A_failure_has_no_accuracy_and_a_missing_field_is_missed()
    {
        Refused(Json(Sound with { Failure = "diverged" }), "failure", "");
        Refused(Json(Sound with { Failure = "diverged", ModelDigest = "" }), "failure", "");
        JsonObject json = Json(Sound);
        json.Remove("processor");
        Refused(json, "a field is missing", "");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"data\":")]
    [InlineData("{\"data\":\"a\",\"data\":\"b\"}")]
    [InlineData("{\"recipe\":{\"seed\":1,\"seed\":2}}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"failure\":\"\\ud800\"}")]
    [InlineData("\uFFFF")]
    public void What_is_no_result_at_all_is_damaged_or_refused(string text)
    {
        place.Write("cell.json", text);
        try
        {
            Assert.Null(RunResult.Read(place.PathOf("cell.json")));
        }
        catch (InputException exception)
        {
            Assert.Contains("cell.json", exception.Message, StringComparison.Ordinal);
        }
    }

    private static JsonObject Json(RunResult result) =>
        JsonSerializer.SerializeToNode(result, RunResultContext.Default.RunResult)!.AsObject();

    private string Write(JsonObject json)
    {
        place.Write("cell.json", json.ToJsonString());
        return place.PathOf("cell.json");
    }

    private void Refused(JsonObject json, string words, string value)
    {
        string path = Write(json);
        try
        {
            RunResult.Read(path);
        }
        catch (InputException exception)
        {
            Assert.StartsWith($"{path} is not the result of a run: {words}", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', exception.Message);
            return;
        }

        Assert.Fail($"{words} {value} was taken");
    }
}
