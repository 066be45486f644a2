using Ctre.Data;
using Ctre.Fuzzing;
using Ctre.Models;
using Ctre.Tests.Data;
using Ctre.Training;

namespace Ctre.Tests.Models.Mutations;

public sealed class CheckpointMutationTests
{
    private const long Seed = 5, Slack = 64L << 20;

    /// <summary>CTRE_FULL=1 tries 20,000 files. Half of them have a right digest, so that the checks behind it are reached.</summary>
    [Fact]
    public void Damaged_checkpoints_are_refused_by_one_line_or_can_be_continued()
    {
        int files = FullScale.Or("CTRE_MUTATIONS", usual: 1500, full: 20_000), refused = 0, continued = 0;
        using TemporaryFolder folder = new(inMemory: true);
        string path = Path.Combine(folder.Path, "checkpoint");
        DataSplit split = Make.Split(Make.Clusters(1, 60, 5, 3));
        byte[][] sound = [Sound(split, path, "ctre-seq", "adam"), Sound(split, path, "set", "sgd")];
        for (int file = 0; file < files; file++)
        {
            Rng random = Rng.For(Seed, RandomPurpose.Generator, step: file);
            byte[] damaged = ModelMutation.Of(sound[file % 2], sound[1 - file % 2], random);
            if (random.Below(2) == 0) damaged = ForgedDigest.Sealed(damaged);
            folder.Write("checkpoint", damaged);
            try
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Checkpoint read = CheckpointFile.Load(path).Checkpoint;
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * damaged.Length + Slack);
                // A forged recipe may ask for years of training.
                if (read.Recipe.Epochs <= 8 && read.Recipe.Hidden.Sum() < 1000) Continue(split, read);
                continued++;
            }
            catch (Exception refusal) when (refusal is InputException or DivergedException)
            {
                Assert.DoesNotContain('\n', refusal.Message);
                refused++;
            }
            catch (Exception defect) when (defect is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"file {file}: {defect}");
            }
        }

        Assert.Equal(files, refused + continued);
        Assert.InRange(continued, files / 100, files / 2);
    }

    private static void Continue(DataSplit split, Checkpoint checkpoint)
    {
        using var trainer = new Trainer(split, checkpoint.Recipe, 1, checkpoint);
        trainer.Train();
    }

    private static byte[] Sound(DataSplit split, string path, string method, string optimizer)
    {
        Recipe recipe = new()
        {
            Method = method,
            Hidden = [6, 5],
            Epsilon = 2,
            Epochs = 5,
            BatchSize = 16,
            Optimizer = optimizer,
            WiringRounds = 1,
        };
        using var trainer = new Trainer(split, recipe, 1);
        trainer.Train(checkpoints: new CheckpointPlan(Save) { EveryEpochs = 1 });
        return File.ReadAllBytes(path);

        void Save(Checkpoint checkpoint)
        {
            if (checkpoint.Epoch == 4) CheckpointFile.Save(checkpoint, path, new Dictionary<string, string> { ["run"] = "{}" });
        }
    }
}
