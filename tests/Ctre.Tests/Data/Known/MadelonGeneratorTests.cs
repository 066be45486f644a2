using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Ctre.Data;
using Ctre.Data.Known;

namespace Ctre.Tests.Data.Known;

public sealed class MadelonGeneratorTests
{
    private static readonly LoadedData Sets = MadelonGenerator.Create(0);

    [Fact]
    public void The_parts_have_the_published_shape_and_balance()
    {
        Assert.Equal((2000, 500, 2), (Sets.Training.Rows, Sets.Training.Features, Sets.Training.Classes));
        Assert.Equal((600, 500, 2), (Sets.Test!.Rows, Sets.Test!.Features, Sets.Test!.Classes));
        Assert.Equal(["-1", "1"], Sets.Training.ClassNames);
        Assert.Equal(1000, Sets.Training.Labels.Count(1));
        Assert.Equal(300, Sets.Test!.Labels.Count(1));
        // In random order, not one class after the other.
        Assert.InRange(Sets.Training.Labels[..1000].Count(1), 430, 570);
    }

    [Fact]
    public void Values_are_whole_numbers_in_0_to_999_near_480()
    {
        double sum = 0;
        foreach (Dataset data in new[] { Sets.Training, Sets.Test! })
        {
            for (int row = 0; row < data.Rows; row++)
            {
                foreach (float value in data.Row(row))
                {
                    Assert.True(value is >= 0 and <= 999 && value == MathF.Truncate(value));
                    sum += value;
                }
            }
        }

        Assert.InRange(sum / (2600 * 500), 480, 495);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_every_machine()
    {
        Assert.Equal(Hash(Sets.Training), Hash(MadelonGenerator.Create(0).Training));
        Assert.NotEqual(Hash(Sets.Training), Hash(MadelonGenerator.Create(1).Training));
        Assert.Equal("a1f5f6d1b859f544", Hash(Sets.Training));
    }

    [Fact]
    public void The_20_useful_features_have_rank_5_and_probes_follow_nothing()
    {
        int[] useful = MadelonGenerator.UsefulFeatures(0);
        Assert.Equal(20, useful.Distinct().Count());
        double[][] columns = [.. Enumerable.Range(0, 500).Select(Standardized)];
        // A wide useful feature is rounded least: the rank is clearest among those.
        Assert.Equal(5, Rank([.. useful.Select(i => columns[i])]));
        int[] probes = [.. Enumerable.Range(0, 500).Except(useful)];
        foreach (int probe in probes)
            foreach (int i in useful) Assert.InRange(Correlation(columns[probe], columns[i]), -0.15, 0.15);
        Assert.All(useful, i => Assert.Contains(useful, j => j != i && Math.Abs(Correlation(columns[i], columns[j])) > 0.3));
    }

    [Fact]
    public void Nearest_neighbors_do_as_well_as_on_the_published_data()
    {
        // On the published data, standardized: 0.913 on the 20 useful features, 0.507 on all 500 (k = 5).
        Assert.InRange(Accuracy(MadelonGenerator.UsefulFeatures(0), 600), 0.89, 0.95);
        Assert.InRange(Accuracy([.. Enumerable.Range(0, 500)], 200), 0.46, 0.62);
    }

    private static double Accuracy(int[] features, int testRows)
    {
        Scaler scaler = Scaler.Fit(ScalerKind.Standard, DataSlice.All(Sets.Training));
        (float[][] known, float[][] asked) = (Rows(Sets.Training, 2000), Rows(Sets.Test!, testRows));
        int right = 0;
        for (int row = 0; row < asked.Length; row++)
        {
            var distances = new float[known.Length];
            for (int i = 0; i < known.Length; i++) distances[i] = Distance(known[i], asked[row]);
            int[] order = [.. Enumerable.Range(0, known.Length)];
            Array.Sort(distances, order);
            int votes = order.Take(5).Sum(i => Sets.Training.Labels[i]);
            if ((votes >= 3 ? 1 : 0) == Sets.Test!.Labels[row]) right++;
        }

        return right / (double)asked.Length;

        float[][] Rows(Dataset data, int count) => [.. Enumerable.Range(0, count).Select(row =>
        {
            var scaled = new float[500];
            scaler.Apply(data.Row(row), scaled);
            return features.Select(i => scaled[i]).ToArray();
        })];
    }

    private static float Distance(float[] a, float[] b)
    {
        float sum = 0;
        for (int i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    private static double[] Standardized(int feature)
    {
        double[] column = [.. Enumerable.Range(0, 2000).Select(row => (double)Sets.Training.Row(row)[feature])];
        double mean = column.Average();
        double deviation = Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
        return [.. column.Select(value => (value - mean) / deviation)];
    }

    private static double Correlation(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum / a.Length;
    }

    // Gram-Schmidt with the largest remainder first: how many columns stand out of the span of those before (rounding to whole
    // numbers leaves a few percent).
    private static int Rank(double[][] columns)
    {
        for (int rank = 0; ; rank++)
        {
            double[] largest = columns.MaxBy(column => Correlation(column, column))!;
            double size = Correlation(largest, largest);
            if (size < 0.03) return rank;
            columns = [.. columns.Select(column =>
            {
                double share = Correlation(column, largest) / size;
                return column.Zip(largest, (x, y) => x - share * y).ToArray();
            })];
        }
    }

    private static string Hash(Dataset data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int row = 0; row < data.Rows; row++) hash.AppendData(MemoryMarshal.AsBytes(data.Row(row)));
        hash.AppendData(MemoryMarshal.AsBytes(data.Labels));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
