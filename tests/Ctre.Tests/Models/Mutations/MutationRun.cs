using System.Diagnostics;
using Ctre.Data;
using Ctre.Fuzzing;
using Ctre.Layers;
using Ctre.Tests.Data;
using Xunit.Sdk;

namespace Ctre.Tests.Models.Mutations;

/// <summary>Damaged model files, one after the other; each depends on the seed and its own number alone.</summary>
internal sealed class MutationRun : IDisposable
{
    private const double MostSeconds = 2;
    private const int Attempts = 3;
    private const long Slack = 64L << 20;

    private readonly TemporaryFolder folder = new(inMemory: true);
    private readonly long seed;
    private readonly (byte[] File, SparseModel Model)[] sound;

    public MutationRun(long seed)
    {
        this.seed = seed;
        SparseModel[] models =
        [
            SampleModels.Of("relu"), SampleModels.Of("all-relu", density: 1), SampleModels.Of("tanh", hidden: []),
            SampleModels.Of("relu", hidden: [40_000]), WithCategories(),
        ];
        sound = [.. models.Select(model => (Bytes(model), model))];
    }

    /// <summary>The number of the current file.</summary>
    public int File { get; private set; }

    /// <summary>Files that were refused, that gave the model that was damaged, and that gave another one.</summary>
    public (int Refused, int Same, int Other) Count { get; private set; }

    public void All(int files)
    {
        for (File = 0; File < files; File++) One(Rng.For(seed, RandomPurpose.Generator, step: File));
    }

    /// <summary>What went wrong with the current file, which is kept.</summary>
    public XunitException Failure(string what, Exception? cause = null)
    {
        string kept = Path.Combine(Path.GetTempPath(), $"ctre-mutation-{seed}-{File}.safetensors");
        System.IO.File.Copy(PathOf(), kept, overwrite: true);
        return new XunitException($"seed {seed}, file {File}: {what}. Kept: {kept}", cause);
    }

    public void Dispose() => folder.Dispose();

    private void One(Rng random)
    {
        // The large one is damaged now and then.
        int chosen = (int)random.Below(sound.Length - (random.Below(16) == 0 ? 0 : 1));
        (byte[] file, SparseModel model) = chosen == 3 && random.Below(16) > 0 ? sound[^1] : sound[chosen];
        byte[] damaged = ModelMutation.Of(file, sound[(int)random.Below(3)].File, random);
        bool isSealed = random.Below(2) == 0;
        if (isSealed) damaged = ForgedDigest.Sealed(damaged);
        folder.Write("model", damaged);
        long allowed = 2L * damaged.Length + Slack;
        for (int attempt = 1; ; attempt++)
        {
            long begin = Stopwatch.GetTimestamp(), before = GC.GetAllocatedBytesForCurrentThread();
            SparseModel? read = Load();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > allowed) throw Failure($"{allocated} bytes were allocated, {allowed} are allowed");
            // Whatever is slow is tried again: the machine may be busy.
            if (Stopwatch.GetElapsedTime(begin).TotalSeconds < MostSeconds)
            {
                Judge(model, read, isSealed);
                return;
            }

            if (attempt == Attempts) throw Failure($"reading took {MostSeconds} s and more, {Attempts} times");
        }
    }

    private SparseModel? Load()
    {
        try
        {
            return SparseModel.Load(PathOf());
        }
        catch (InputException refusal)
        {
            if (refusal.Message.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'))
                throw Failure($"not one line: {refusal.Message}", refusal);
            return refusal.Message.Contains(PathOf(), StringComparison.Ordinal) ? null
                : throw Failure($"no file is named: {refusal.Message}", refusal);
        }
        catch (Exception exception)
        {
            throw Failure($"{exception.GetType().Name}: {exception.Message}", exception);
        }
    }

    private void Judge(SparseModel expected, SparseModel? read, bool isSealed)
    {
        (int refused, int same, int other) = Count;
        if (read is null)
        {
            Count = (refused + 1, same, other);
            return;
        }

        bool isSame = NetworkDigest.OfModel(expected.Network) == NetworkDigest.OfModel(read.Network);
        if (!isSealed)
        {
            if (!isSame) throw Failure("another model was read");
            SampleModels.AssertSame(expected, read);
        }

        Count = isSame ? (refused, same + 1, other) : (refused, same, other + 1);
        try
        {
            // Whatever was accepted can be worked with.
            read.Predict(new float[read.Columns.Count]);
        }
        catch (InputException overflow) when (overflow.Message.Contains("overflows", StringComparison.Ordinal))
        {
            // Forged numbers may be finite and huge.
        }
        catch (Exception exception)
        {
            throw Failure($"{exception.GetType().Name} when it predicts: {exception.Message}", exception);
        }
    }

    private string PathOf() => Path.Combine(folder.Path, "model");

    private static byte[] Bytes(SparseModel model)
    {
        using MemoryStream stream = new();
        model.Save(stream);
        return stream.ToArray();
    }

    /// <summary>Columns with names and categories, and a label.</summary>
    private static SparseModel WithCategories()
    {
        FeatureColumn[] columns = [new("size"), new("color", ["red", "green \"x\"", "blau"]), FeatureColumn.Unnamed];
        float[] values = [.. Enumerable.Range(0, 60).Select(i => i % 3 == 1 ? i / 3 % 3 : i / 7f)];
        Dataset data = new Dataset("t", 3, values, [.. Enumerable.Range(0, 20).Select(row => row % 3)], ["a", "b", "c"])
        {
            Columns = columns,
        };
        Preprocessing preprocessing = Preprocessing.Fit(ScalerKind.MinMax, DataSlice.All(data));
        return new SparseModel(
            Make.Net(2, [5, 8, 3], 0.4), preprocessing, ["a", "b", "c"], new Recipe { Hidden = [8] }, "t", new LabelColumn(3, "kind"));
    }
}
