using System.Diagnostics;
using Ctre.Data;
using Xunit.Sdk;

namespace Ctre.Tests.Data.Formats.Fuzzing;

/// <summary>One format's damaged files, one after the other; each depends on the seed and its own number alone.</summary>
internal sealed class FuzzRun(string format, long seed, FuzzSeed[] seeds, TemporaryFolder folder)
{
    private const double MostSeconds = 2;
    private const int Attempts = 3;
    private static readonly string[] Formats = [.. DataFormats.NamesOf(DataFormats.All)];
    private const long MostBytes = 16 << 20, MostBytesPerByte = 100;

    private readonly byte[][] contents = [.. seeds.SelectMany(one => one.Files).Select(file => file.Content)];
    private readonly IReadOnlyList<FeatureColumn>[] columns = new IReadOnlyList<FeatureColumn>[seeds.Length];
    private int read, refused, chosen;

    /// <summary>The number of the current file.</summary>
    public int File { get; private set; }

    /// <summary>Reads the files as they are, then so many damaged ones.</summary>
    public void All(int files)
    {
        for (chosen = 0; chosen < seeds.Length; chosen++)
        {
            foreach ((string name, byte[] content) in seeds[chosen].Files) folder.Write(Path.Combine($"set{chosen}", name), content);
            columns[chosen] = seeds[chosen].Load(PathOf(seeds[chosen].Named), seeds[chosen].Options).Training.Columns;
        }

        for (File = 0; File < files; File++) One(Rng.For(seed, RandomPurpose.Generator, step: File));
        Assert.True(read > 0 && refused > 0,
            $"{format}: of {files} damaged files {read} were read and {refused} refused; both should happen.");
    }

    /// <summary>What went wrong with the current file, which is kept.</summary>
    public XunitException Failure(string what, Exception? cause = null)
    {
        string kept = Path.Combine(Path.GetTempPath(), $"ctre-fuzz-{format}-{seed}-{File}");
        foreach ((string name, _) in seeds[chosen].Files)
        {
            string target = Path.Combine(kept, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            System.IO.File.Copy(PathOf(name), target, overwrite: true);
        }

        return new XunitException($"{format}, seed {seed}, file {File}: {what}. Kept: {Path.Combine(kept, seeds[chosen].Named)}", cause);
    }

    private void One(Rng random)
    {
        chosen = (int)random.Below(seeds.Length);
        FuzzSeed set = seeds[chosen];
        (string name, byte[] content) = set.Files[random.Below(set.Files.Length)];
        byte[] damaged = Mutation.Of(content, contents[random.Below(contents.Length)], random);
        Write(name, damaged);
        string path = PathOf(set.Named);
        DataSourceOptions options = random.Below(16) > 0
            ? set.Options
            : set.Options with { Format = Formats[random.Below(Formats.Length)] };
        Try(damaged.Length, () => Check(set.Load(path, options)));
        bool withLabels = random.Below(2) == 0;
        if (random.Below(4) == 0)
            Try(damaged.Length, () => Check(DataSource.LoadForPrediction(path, columns[chosen], options, skipLabels: !withLabels)));
        Write(name, content);
    }

    /// <summary>Reads within the limits. Whatever is slow is tried again: the machine may be busy.</summary>
    private void Try(int length, Action reading)
    {
        long bytes = MostBytes + MostBytesPerByte * (length + seeds[chosen].Files.Sum(file => (long)file.Content.Length));
        for (int attempt = 1; ; attempt++)
        {
            long begin = Stopwatch.GetTimestamp(), before = GC.GetAllocatedBytesForCurrentThread();
            Try(reading);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > bytes) throw Failure($"{allocated} bytes were allocated, {bytes} are allowed");
            double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            if (seconds < MostSeconds) return;
            if (attempt == Attempts) throw Failure($"reading took {seconds:0.0} s, {Attempts} times");
        }
    }

    private void Try(Action reading)
    {
        try
        {
            reading();
            read++;
        }
        catch (InputException refusal)
        {
            refused++;
            if (refusal.Message.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'))
                throw Failure($"not one line: {refusal.Message}", refusal);
            if (!refusal.Message.Contains(FolderOfChosen, StringComparison.Ordinal))
                throw Failure($"no file is named: {refusal.Message}", refusal);
        }
        catch (Exception exception) when (exception is not XunitException)
        {
            throw Failure($"{exception.GetType().Name}: {exception.Message}", exception);
        }
    }

    private void Check(LoadedData loaded)
    {
        Check(loaded.Training);
        if (loaded.Test is { } test) Check(test);
    }

    private void Check(Dataset data)
    {
        if (data.Rows == 0) throw Failure("there are no rows");
        for (int row = 0; row < data.Rows; row++)
        {
            ReadOnlySpan<float> values = data.Sparse is { } sparse ? sparse.Values(row) : data.Row(row);
            foreach (float value in values)
                if (float.IsInfinity(value)) throw Failure($"row {row} holds {value}");
        }
    }

    private string FolderOfChosen => Path.Combine(folder.Path, $"set{chosen}");

    private string PathOf(string name) => Path.Combine(FolderOfChosen, name);

    private void Write(string name, byte[] content) => System.IO.File.WriteAllBytes(PathOf(name), content);
}
