using Ctre.Data;
using Ctre.Layers;
using Ctre.Losses;
using Ctre.Training;

namespace Ctre.Tests.Training;

/// <summary>Runs alone: what other tests allocate would be counted too.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    [Theory]
    [InlineData("ctre-sim", "sgd", 0, 1)]
    [InlineData("ctre-sim", "adam", 0.2, 1)]
    [InlineData("ctre-sim", "sgd", 0.2, 2)]
    [InlineData("ctre-sim", "adam", 0, 2)]
    [InlineData("snfs", "sgd", 0, 1)]
    [InlineData("snfs", "sgd", 0.2, 2)]
    [InlineData("granet", "sgd", 0, 1)]
    [InlineData("dense", "sgd", 0, 1)]
    [InlineData("dense", "adam", 0.2, 2)]
    public void A_step_allocates_nothing(string method, string optimizer, double dropout, int threads) =>
        StepsAllocateNothing(Make.Noise(1, 200, 60, 3), method, optimizer, dropout, threads);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Nor_does_one_on_compressed_rows(int threads) =>
        StepsAllocateNothing(Make.Compressed(Make.Counts(1, 200, 60, 3, 0.05)), "ctre-sim", "sgd", 0, threads);

    [Fact]
    public void Nor_does_one_with_weighted_classes() =>
        StepsAllocateNothing(Make.Noise(1, 200, 60, 3), "snfs", "sgd", 0, 2, ClassWeightKind.Balanced);

    private static void StepsAllocateNothing(
        Dataset data, string method, string optimizer, double dropout, int threads, ClassWeightKind classWeight = ClassWeightKind.None)
    {
        Recipe recipe = new()
        {
            Method = method,
            Hidden = [300, 200],
            Epsilon = 8,
            Optimizer = optimizer,
            Dropout = dropout,
            ClassWeight = classWeight,
        };
        foreach (int batch in new[] { 40, 100 }) StepsAllocateNothing(Make.Split(data), recipe with { BatchSize = batch }, threads);
    }

    private static void StepsAllocateNothing(DataSplit split, Recipe recipe, int threads)
    {
        int batch = recipe.BatchSize;
        using var trainer = new Trainer(split, recipe, threads);
        int[] rows = split.Training.Rows[..batch].ToArray();
        Steps(20);

        // Other threads (the test host's) may allocate now and then; a step that allocates would do so in every window.
        long least = long.MaxValue;
        for (int window = 0; window < 10 && least > 0; window++)
        {
            long before = Allocated();
            Steps(10);
            least = Math.Min(least, Allocated() - before);
        }

        Assert.Equal(0, least);

        void Steps(int count)
        {
            for (int step = 0; step < count; step++) trainer.Step(new Batch(split.Training.Data, rows.AsMemory(0, batch - step % 2)), 0.01);
        }

        long Allocated() => threads == 1 ? GC.GetAllocatedBytesForCurrentThread() : GC.GetTotalAllocatedBytes(precise: true);
    }
}
