using BenchmarkDotNet.Attributes;
using Ctre.Data;
using Ctre.Training;

namespace Ctre.Benchmarks;

/// <summary>
/// Training steps on data of the shape of PCMAC, 1,943 documents over 3,289 words of which 1.5 % are there: compressed, and the same rows
/// in full; on one thread.
/// </summary>
public class InputBenchmarks : IDisposable
{
    private const int Rows = 1943, Words = 3289, Batch = 100;
    private const double Share = 0.015;

    private Trainer? trainer;
    private Ctre.Layers.Batch[] batches = [];
    private int next;

    /// <summary>Whether the rows are compressed.</summary>
    [Params(false, true)]
    public bool Compressed { get; set; }

    /// <summary>ε of 3 × 1000 hidden neurons.</summary>
    [Params(1, 10)]
    public double Epsilon { get; set; }

    /// <summary>Draws data and network.</summary>
    [GlobalSetup]
    public void Draw()
    {
        Rng random = Rng.For(0, RandomPurpose.Generator);
        int[] classes = [.. Enumerable.Range(0, Rows).Select(row => row % 2)];
        List<int> offsets = [0], columns = [];
        for (int row = 0; row < Rows; row++)
        {
            for (int word = 0; word < Words; word++)
                if (random.Uniform() < Share) columns.Add(word);
            offsets.Add(columns.Count);
        }

        var sparse = new SparseRows(Words, [.. offsets], [.. columns], [.. columns.Select(_ => 1f + random.Below(3))]);
        var data = new Dataset("words", sparse, classes, ["0", "1"]);
        if (!Compressed)
        {
            var full = new float[Rows * Words];
            for (int row = 0; row < Rows; row++) data.CopyRow(row, full.AsSpan(row * Words, Words));
            data = new Dataset("words", Words, full, classes, ["0", "1"]);
        }

        DataSplit split = DataSplit.Create(data, null, 0.1, 0.1, 0);
        trainer = new Trainer(split, new Recipe { Method = "static", Epsilon = Epsilon, BatchSize = Batch }, threads: 1);
        batches =
        [
            .. split.Training.Rows.ToArray().Chunk(Batch).Where(rows => rows.Length == Batch)
                .Select(rows => new Ctre.Layers.Batch(split.Training.Data, rows)),
        ];
    }

    /// <summary>Ends the trainer.</summary>
    [GlobalCleanup]
    public void Dispose() => trainer!.Dispose();

    /// <summary>One step, on the next batch.</summary>
    [Benchmark]
    public double Step()
    {
        Ctre.Layers.Batch batch = batches[next];
        next = (next + 1) % batches.Length;
        return trainer!.Step(batch, 0);
    }
}
