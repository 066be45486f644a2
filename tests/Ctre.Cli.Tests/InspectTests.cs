using System.Text.Json;

namespace Ctre.Cli.Tests;

public sealed class InspectTests(TrainedWorkplace trained) : IClassFixture<TrainedWorkplace>
{
    private readonly Workplace place = trained.Place;

    [Fact]
    public void Json_has_exactly_the_fields_of_the_contract()
    {
        JsonElement json = place.Json("inspect run");
        Assert.Equal(
            "inputs classes classNames connections density bytes layers topologyDigest modelDigest recipe",
            Workplace.Fields(json));
        Assert.Equal(
            "inputs outputs connections density deadNeurons unusedInputs meanFanIn maxFanIn",
            Workplace.Fields(json.GetProperty("layers")[0]));
        Assert.Equal(4, json.GetProperty("inputs").GetInt32());
        Assert.Equal(3, json.GetProperty("classes").GetInt32());
        Assert.Equal("""["iris","lily, white","rose"]""", json.GetProperty("classNames").GetRawText());
        Assert.Equal(new FileInfo(place.PathOf("run/model.safetensors")).Length, json.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public void The_model_is_the_one_that_training_reported()
    {
        JsonElement json = place.Json("inspect run/model.safetensors");
        foreach (string name in (string[])["connections", "density", "topologyDigest", "modelDigest"])
            Assert.Equal(trained.Training.GetProperty(name).GetRawText(), json.GetProperty(name).GetRawText());
        Assert.Equal(5, json.GetProperty("recipe").GetProperty("seed").GetInt64());
    }

    [Fact]
    public void People_see_a_table()
    {
        string text = place.Run("inspect run").Succeeded();
        Assert.Contains("4 × 16", text, StringComparison.Ordinal);
        Assert.Contains("unused", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        CliRun run = Cli.InShell(place.Folder, "cat run/model.safetensors | \"$@\"", "inspect", "/dev/stdin");
        Assert.Contains("/dev/stdin is not a regular file", run.ErrorLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_model_is_refused()
    {
        byte[] sound = File.ReadAllBytes(place.PathOf("run/model.safetensors"));
        File.WriteAllBytes(place.PathOf("cut.safetensors"), sound[..^10]);
        Assert.Contains("cut.safetensors", place.Run("inspect cut.safetensors").ErrorLine(), StringComparison.Ordinal);
        byte[] flipped = [.. sound];
        flipped[^5] ^= 0x10;
        File.WriteAllBytes(place.PathOf("flipped.safetensors"), flipped);
        Assert.Contains("flipped.safetensors", place.Run("evaluate flipped.safetensors flowers.csv").ErrorLine(), StringComparison.Ordinal);
        Assert.Contains("flowers.csv", place.Run("inspect flowers.csv").ErrorLine(), StringComparison.Ordinal);
        Assert.Contains("absent.safetensors", place.Run("predict absent.safetensors flowers.csv").ErrorLine(), StringComparison.Ordinal);
        Assert.Contains("model.safetensors", place.Run("inspect .").ErrorLine(), StringComparison.Ordinal);
    }
}
