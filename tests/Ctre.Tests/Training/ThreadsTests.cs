using Ctre.Data;
using Ctre.Layers;
using Ctre.Tests.Topology;
using Ctre.Training;

namespace Ctre.Tests.Training;

/// <summary>No race decides anything: any number of threads comes to the same bits. CTRE_FULL=1 tries 50 seeds.</summary>
public sealed class ThreadsTests
{
    private static readonly int[] Teams = [1, 2, 3, 5, 8];

    [Theory]
    [MemberData(nameof(MethodsTests.Names), MemberType = typeof(MethodsTests))]
    public void Any_number_of_threads_comes_to_the_same_network_and_metrics(string method)
    {
        Dataset data = Make.Noise(6, 220, 40, 4);
        for (int seed = 0; seed < FullScale.Or(usual: 5, full: 50); seed++)
        {
            Recipe recipe = new()
            {
                Method = method,
                Hidden = [70, 60],
                Epsilon = 8,
                Epochs = 3,
                // One, two or five parts of a batch.
                BatchSize = 30 << (seed % 3),
                WiringRounds = 1,
                UpdateUntil = 1,
                SwitchPatience = 1,
                Dropout = seed % 2 * 0.2,
                Optimizer = seed % 4 == 3 ? "adam" : "sgd",
                LearningRate = 0.01,
                Seed = seed,
            };
            string[] outcomes = [.. Teams.Select(threads => Outcome(data, recipe, threads)).Distinct()];
            Assert.True(outcomes.Length == 1, $"seed {seed}: {string.Join(" | ", outcomes)}");
        }
    }

    private static string Outcome(Dataset data, Recipe recipe, int threads)
    {
        using var trainer = new Trainer(Make.Split(data, recipe.Seed), recipe, threads);
        TrainingResult result = trainer.Train();
        IEnumerable<string> epochs = result.Epochs.Select(e =>
            FormattableString.Invariant($"{e.Loss:R} {e.ValidationLoss:R} {e.TestLoss:R} {e.Replaced.Sum()}"));
        return $"{NetworkDigest.OfModel(result.LastNetwork)} {NetworkDigest.OfModel(result.BestNetwork)} {string.Join(' ', epochs)}";
    }
}
