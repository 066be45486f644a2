using System.Text.Json.Nodes;
using Ctre.Data;

namespace Ctre.Tests.Data;

public sealed class DataRequestTests
{
    private static readonly DataRequest Full = new("flowers.csv")
    {
        Options = new()
        {
            DataDirectory = "data",
            TestPath = "test.csv",
            Format = "csv",
            Label = "kind",
            Categorical = ["color", "4"],
            Ignored = ["id"],
            Missing = MissingKind.Error,
            Header = true,
        },
        TestFraction = 0.125,
    };

    private static DataRequest Parse(string json) => DataRequest.Parse(JsonNode.Parse(json)!.AsObject());

    [Fact]
    public void All_that_is_asked_for_comes_back()
    {
        DataRequest back = Parse(Full.ToJson().ToJsonString());
        Assert.Equal(
            Full with { Options = Full.Options with { Categorical = null, Ignored = [] } },
            back with { Options = back.Options with { Categorical = null, Ignored = [] } });
        Assert.Equal(["color", "4"], back.Options.Categorical);
        Assert.Equal(["id"], back.Options.Ignored);
        Assert.True(JsonNode.DeepEquals(Full.ToJson(), back.ToJson()));
        Assert.True(JsonNode.DeepEquals(Full.ToJson(), DataRequest.Parse(Full.ToJson()).ToJson()));
    }

    [Fact]
    public void What_is_not_asked_for_is_left_out_and_has_its_default()
    {
        JsonObject json = new DataRequest("madelon").ToJson();
        Assert.Equal("""{"source":"madelon","testFraction":0.2,"format":"auto","ignored":[],"missing":"median"}""", json.ToJsonString());
        Assert.Equal(json.ToJsonString(), DataRequest.Parse(json).ToJson().ToJsonString());
        Assert.Equal(new DataRequest("madelon"), Parse("""{"source":"madelon"}"""));
        Assert.Equal([], Parse("""{"source":"madelon","categorical":[]}""").Options.Categorical!);
    }

    [Fact]
    public void It_loads_the_data()
    {
        using TemporaryFolder folder = new();
        string train = folder.Write("a.csv", "kind,u,id\nx,1,7\ny,2,8\n"), test = folder.Write("b.csv", "kind,u,id\ny,3,9\n");
        DataRequest request = new(train) { Options = new() { Label = "kind", Ignored = ["id"], TestPath = test } };
        LoadedData loaded = Parse(request.ToJson().ToJsonString()).Load();
        Assert.Equal((2, 1, 1), (loaded.Training.Rows, loaded.Training.Features, loaded.Test!.Rows));
    }

    [Theory]
    [InlineData("""{}""", "has no source")]
    [InlineData("""{"source":5}""", "has '5' as source: it must be a text")]
    [InlineData("""{"source":"a","label":["b"]}""", "as label: it must be a text")]
    [InlineData("""{"source":"a","ignored":"b"}""", "as ignored: it must be a list of texts")]
    [InlineData("""{"source":"a","categorical":["b",1]}""", "as categorical: it must be a list of texts")]
    [InlineData("""{"source":"a","header":"yes"}""", "as header: it must be true or false")]
    [InlineData("""{"source":"a","missing":"mean"}""", "as missing: it must be median or error")]
    [InlineData("""{"source":"a","testFraction":"0.1"}""", "as testFraction: it must be a number in (0, 1)")]
    [InlineData("""{"source":"a","testFraction":1}""", "has '1' as testFraction: it must be a number in (0, 1)")]
    [InlineData("""{"source":"a","lable":"b"}""", "has an unknown entry, 'lable'")]
    [InlineData("""{"source":"a","source":"b"}""", "has an entry twice")]
    public void Wrong_entries_are_refused_by_one_line(string json, string message)
    {
        string refusal = Assert.Throws<InputException>(() => Parse(json)).Message;
        Assert.Contains(message, refusal);
        Assert.DoesNotContain('\n', refusal);
    }
}
