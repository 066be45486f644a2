using System.Text;
using System.Text.Json.Nodes;
using Ctre.Fuzzing;
using Ctre.Models;
using Ctre.Training;

namespace Ctre.Tests.Models;

/// <summary>Checkpoints with a right digest whose fields cannot be true: each is refused by one line.</summary>
public sealed class ForgedCheckpointTests
{
    private static readonly Recipe Recipe = new()
    {
        Method = "ctre-seq",
        Hidden = [6, 5],
        Epsilon = 2,
        Epochs = 5,
        BatchSize = 16,
        Dropout = 0.1,
        WiringRounds = 1,
    };

    /// <summary>Every number of the metadata, whatever it is called, with what no number of a run is.</summary>
    [Fact]
    public void No_number_of_the_metadata_is_believed()
    {
        byte[] sound = Sound(row: 32);
        JsonObject metadata = JsonNode.Parse(SafetensorsParts.HeaderOf(sound))!["__metadata__"]!.AsObject();
        string[] numbers = [.. metadata.Where(entry => double.TryParse(entry.Value!.GetValue<string>(), null, out _)).Select(e => e.Key)];
        Assert.Equal(
            "epochs evaluation_seconds format_version inputs is_settled loss_sum right row topology_seconds training_seconds",
            string.Join(' ', numbers.Order(StringComparer.Ordinal)));
        foreach (string key in numbers)
            foreach (string value in new[] { "-5", "NaN", "1e999", "99999999999", "x", "" })
            {
                // A very large sum or time is possible.
                if (value == "99999999999" && (key.EndsWith("seconds", StringComparison.Ordinal) || key == "loss_sum")) continue;
                Refused(Forged(sound, metadata => metadata[key] = value), key == "format_version" ? "" : key);
            }
    }

    [Theory]
    [InlineData("row", "33", "33 of 41 rows of its epoch are done, which is no whole batch")]
    [InlineData("row", "64", "64 of 41 rows")]
    [InlineData("right", "33", "'right'")]
    [InlineData("epochs", "2", "3 reports are not those of 2 epochs")]
    [InlineData("epochs", "4", "3 reports are not those of 4 epochs")]
    [InlineData("epochs", "6", "'epochs'")]
    [InlineData("data_digest", "0", "but other values")]
    public void Fields_fit_each_other_the_recipe_and_the_data(string key, string value, string message)
    {
        byte[] forged = Forged(Sound(row: 32), metadata => metadata[key] = value);
        Refused(forged, message);
    }

    private static void Refused(byte[] file, string message)
    {
        using var path = new TemporaryFile();
        File.WriteAllBytes(path.Path, file);
        InputException refusal = Assert.Throws<InputException>(() =>
        {
            using var trainer = new Trainer(Make.Split(Make.Clusters(1, 60, 5, 3)), Recipe, 1, CheckpointFile.Load(path.Path).Checkpoint);
        });
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private static byte[] Forged(byte[] file, Action<JsonObject> change)
    {
        JsonObject header = JsonNode.Parse(SafetensorsParts.HeaderOf(file))!.AsObject();
        change(header["__metadata__"]!.AsObject());
        return ForgedDigest.Sealed(SafetensorsParts.Joined(Encoding.UTF8.GetBytes(header.ToJsonString()), SafetensorsParts.DataOf(file)));
    }

    /// <summary>A checkpoint within the fourth epoch.</summary>
    private static byte[] Sound(int row)
    {
        using var file = new TemporaryFile();
        using var trainer = new Trainer(Make.Split(Make.Clusters(1, 60, 5, 3)), Recipe, 1);
        trainer.Train(checkpoints: new CheckpointPlan(one =>
        {
            if (one.Epoch == 4 && one.RowsDone == row) CheckpointFile.Save(one, file.Path, new Dictionary<string, string>());
        })
        { AtLeastEvery = TimeSpan.Zero });
        return File.ReadAllBytes(file.Path);
    }
}
