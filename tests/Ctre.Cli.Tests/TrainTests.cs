using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ctre.Cli.Tests;

public sealed class TrainTests(TrainedWorkplace trained) : IClassFixture<TrainedWorkplace>
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Workplace place = trained.Place;

    [Fact]
    public void Json_has_exactly_the_fields_of_the_contract()
    {
        JsonElement json = trained.Training;
        Assert.Equal(
            "dataset method seed threads epochs epsilon density connections layers bestEpoch validationAccuracy testAccuracy "
            + "finalTestAccuracy testLoss testMacroF1 testBalancedAccuracy samplesPerSecond seconds peakMemoryBytes topologyDigest "
            + "modelDigest refitRows wasCancelled warnings model run",
            Workplace.Fields(json));
        Assert.Equal("inputs outputs connections density", Workplace.Fields(json.GetProperty("layers")[0]));
        Assert.Equal("total training evaluation topology", Workplace.Fields(json.GetProperty("seconds")));
        Assert.Equal("flowers", json.GetProperty("dataset").GetString());
        Assert.Equal("ctre-sim", json.GetProperty("method").GetString());
        Assert.Equal(5, json.GetProperty("seed").GetInt64());
        Assert.Equal(40, json.GetProperty("epochs").GetInt32());
        Assert.Equal(3, json.GetProperty("layers").GetArrayLength());
        Assert.True(json.GetProperty("peakMemoryBytes").GetInt64() > 1_000_000);
    }

    [Fact]
    public void A_density_is_met_exactly_and_its_epsilon_reported()
    {
        // 4 × 16 + 16 × 16 + 16 × 3 places, of which 40 %; 20 + 32 + 19 inputs and outputs.
        Assert.Equal(147, trained.Training.GetProperty("connections").GetInt64());
        Assert.Equal(147.0 / 368, trained.Training.GetProperty("density").GetDouble());
        Assert.Equal(147.0 / 71, trained.Training.GetProperty("epsilon").GetDouble());
    }

    [Fact]
    public void The_run_folder_holds_record_metrics_and_model()
    {
        Assert.Equal(
            ["metrics.csv", "model.safetensors", "run.json"],
            Directory.GetFileSystemEntries(place.PathOf("run")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        JsonElement record = JsonDocument.Parse(File.ReadAllText(place.PathOf("run/run.json"))).RootElement;
        Assert.Equal("recipe data rollbacks environment results", Workplace.Fields(record));
        Assert.Equal(trained.Training.GetRawText(), JsonSerializer.Serialize(record.GetProperty("results"), Relaxed));
        Assert.Equal(0.4, record.GetProperty("recipe").GetProperty("density").GetDouble());
        Assert.Equal("minmax", record.GetProperty("recipe").GetProperty("scale").GetString());
        Assert.Equal(120, record.GetProperty("data").GetProperty("rows").GetInt32());
        Assert.Contains("--density", record.GetProperty("environment").GetProperty("arguments").GetRawText(), StringComparison.Ordinal);

        string[] metrics = File.ReadAllLines(place.PathOf("run/metrics.csv"));
        Assert.Equal(1 + 40, metrics.Length);
        Assert.Equal(
            "epoch,loss,training_accuracy,validation_accuracy,validation_balanced_accuracy,validation_macro_f1,"
            + "validation_loss,test_accuracy,test_loss,learning_rate,drop_fraction,"
            + "connections,replaced,training_seconds,evaluation_seconds,topology_seconds,samples_per_second",
            metrics[0]);
        Assert.StartsWith("1,", metrics[1], StringComparison.Ordinal);
        Assert.All(metrics, row => Assert.Equal(17, row.Split(',').Length));
    }

    [Fact]
    public void Names_are_taken_in_any_case()
    {
        place.Run($"train flowers.csv {Workplace.Brief} --method SET --optimizer Adam --activation TANH --output any").Succeeded();
        JsonElement recipe = place.Json("inspect any").GetProperty("recipe");
        string[] fields = ["method", "optimizer", "activation"];
        Assert.Equal(["set", "adam", "tanh"], fields.Select(field => recipe.GetProperty(field).GetString()));
    }

    [Fact]
    public void The_summary_goes_to_stdout_and_progress_to_stderr()
    {
        CliRun run = place.Run($"train flowers.csv {Workplace.Brief} --output loud");
        string summary = run.Succeeded();
        foreach (string part in (string[])["4 × 16", "16 × 3", "dead", "test, best epoch", "peak memory", "ctre evaluate loud flowers.csv"])
            Assert.Contains(part, summary, StringComparison.Ordinal);
        Assert.Equal(3, run.Error.Split('\n').Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        Assert.DoesNotContain('\e', run.Out + run.Error);
    }

    [Fact]
    public void Quiet_says_nothing_on_stderr_and_keeps_the_summary()
    {
        CliRun run = place.Run($"train flowers.csv {Workplace.Brief} --output hushed --quiet");
        Assert.Contains("best epoch", run.Succeeded(), StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void A_long_run_writes_few_lines()
    {
        CliRun run = place.Run("train flowers.csv --hidden 4 --epochs 95 --output long --json");
        run.Succeeded();
        Assert.InRange(run.Error.Split('\n').Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)), 10, 30);
    }

    [Fact]
    public void Seed_decides_and_threads_do_not()
    {
        string Digest(string options) => place
            .Json($"train flowers.csv --hidden 64,64 --epochs 3 --density 0.5 --force --output same --quiet {options}")
            .GetProperty("modelDigest").GetString()!;

        string one = Digest("--threads 1");
        Assert.Equal(one, Digest("--threads 2"));
        Assert.Equal(one, Digest("--threads 1"));
        Assert.NotEqual(one, Digest("--threads 1 --seed 1"));
    }

    [Fact]
    public void Explicit_options_win_over_the_preset()
    {
        place.Run($"train flowers.csv {Workplace.Brief} --preset ctre-paper --zeta 0.3 --similarity-rows auto --output paper --quiet")
            .Succeeded();
        JsonElement recipe = JsonDocument.Parse(File.ReadAllText(place.PathOf("paper/run.json"))).RootElement.GetProperty("recipe");
        Assert.Equal("glorot", recipe.GetProperty("weightInit").GetString());
        Assert.Equal("constant", recipe.GetProperty("zetaSchedule").GetString());
        Assert.Equal(JsonValueKind.Null, recipe.GetProperty("similarityRows").ValueKind);
        Assert.Equal(0.3, recipe.GetProperty("zeta").GetDouble());
        Assert.Equal(3, recipe.GetProperty("epochs").GetInt32());
    }

    [Fact]
    public void Every_option_of_a_recipe_is_taken()
    {
        place.Run(
            "train flowers.csv --method set --hidden 8,6 --sparsity 0.5 --distribution uniform --drop-fraction 0.1 --zeta-schedule linear "
            + "--update-every 2 --update-until 0.5 --switch-patience 3 --wiring-rounds 4 --similarity exact --similarity-rows 20 "
            + "--grow-init uniform --weight-init glorot --activation tanh --epochs 2 --patience 7 --batch-size 10 "
            + "--learning-rate 0.02 --refit --lr-schedule step --optimizer adam --momentum 0.5 --nesterov false --weight-decay 0.001 "
            + "--dropout 0.1 "
            + "--class-weight balanced --validation-fraction 0.25 --scale standard --seed -3 --quiet --output all").Succeeded();
        JsonElement recipe = JsonDocument.Parse(File.ReadAllText(place.PathOf("all/run.json"))).RootElement.GetProperty("recipe");
        const string expected = """
            {"method":"set","hidden":[8,6],"epsilon":1,"density":0.5,"distribution":"uniform","layerDensities":[],"zeta":0.1,
            "zetaSchedule":"linear","updateEvery":2,"updateUntil":0.5,"switchPatience":3,"wiringRounds":4,"similarity":"exact",
            "similarityRows":20,"growInit":"uniform","weightInit":"glorot","activation":"tanh","epochs":2,"patience":7,"refit":true,
            "batchSize":10,"learningRate":0.02,"learningRateSchedule":"step","optimizer":"adam","momentum":0.5,"nesterov":false,
            "weightDecay":0.001,"dropout":0.1,"classWeight":"balanced","validationFraction":0.25,"scale":"standard","seed":-3}
            """;
        Assert.Equal(expected.ReplaceLineEndings(""), JsonSerializer.Serialize(recipe));
    }

    [Fact]
    public void Densities_may_be_listed_and_a_network_may_be_linear()
    {
        JsonElement listed = place.Json("train flowers.csv --hidden 10 --distribution 0.5,0.1 --epochs 1 --output listed");
        Assert.Equal([20, 3], listed.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("connections").GetInt32()));
        JsonElement linear = place.Json("train flowers.csv --hidden none --epochs 1 --output linear");
        Assert.Equal(1, linear.GetProperty("layers").GetArrayLength());
    }
}
