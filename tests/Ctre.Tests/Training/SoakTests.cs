using System.Diagnostics;
using Ctre.Training;

namespace Ctre.Tests.Training;

/// <summary>Eight hours' worth of epochs in miniature. Runs alone: what other tests hold would be counted too.</summary>
[CollectionDefinition(nameof(SoakTests), DisableParallelization = true)]
[Collection(nameof(SoakTests))]
public sealed class SoakTests
{
    private const int Epochs = 2000, Looks = 5;

    /// <summary>A copy of the network or of a layer's order kept from every epoch would come to tens of megabytes.</summary>
    [Theory]
    [InlineData("ctre-sim", 1)]
    [InlineData("ctre-seq", 2)]
    [InlineData("rigl", 2)]
    [InlineData("dense", 1)]
    public void Memory_and_handles_stay_flat(string method, int threads)
    {
        Recipe recipe = new()
        {
            Method = method,
            Hidden = [40, 30],
            Epsilon = 8,
            Epochs = Epochs,
            BatchSize = 20,
            LearningRate = 0.001,
            WiringRounds = 1,
        };
        using var trainer = new Trainer(Make.Split(Make.Noise(1, 60, 20, 3)), recipe, threads);
        List<(long Bytes, int Handles)> first = [], last = [];
        trainer.Train(epoch =>
        {
            const int tenth = Epochs / 10, step = tenth / Looks;
            if (epoch.Epoch % step != 0) return;
            if (epoch.Epoch <= tenth) first.Add(Look());
            if (epoch.Epoch > Epochs - tenth) last.Add(Look());
        });
        Assert.Equal([Looks, Looks], [first.Count, last.Count]);
        // The reports of 1,800 epochs are kept: some hundred bytes each.
        Assert.InRange(last.Min(look => look.Bytes) - first.Min(look => look.Bytes), long.MinValue, 1_500_000);
        Assert.InRange(last.Min(look => look.Handles) - first.Min(look => look.Handles), int.MinValue, 2);
    }

    private static (long Bytes, int Handles) Look()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return (GC.GetTotalMemory(forceFullCollection: true),
            Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : process.HandleCount);
    }
}
