using Ctre.Data;
using Ctre.Kernels;
using Ctre.Topology;

namespace Ctre.Tests.Topology;

public sealed class TopologySampleTests
{
    private const int Features = 19, RowCount = 1000;

    [Fact]
    public void Features_that_rest_on_few_rows_have_their_largest_row_in_every_sample()
    {
        // Feature 2 shows in rows 40 and 41, feature 18 in row 900 alone and feature 5 in half of all rows.
        float[] values = new float[RowCount * Features];
        values[Features * 40 + 2] = 3;
        values[Features * 41 + 2] = 4;
        values[Features * 900 + 18] = 1;
        for (int row = 0; row < RowCount; row += 2) values[Features * row + 5] = 1;
        foreach (Dataset data in new[] { Dense(values), Sparse(values) })
        {
            foreach (int threads in new[] { 1, 3 })
            {
                TopologySample sample = Of(data, 50, threads);
                Assert.Equal((50, 2, true), (sample.Count, sample.Chosen, sample.IsPart));
                Assert.Equal(48.0 / 998, sample.ChosenWeight);
                int[] rows = sample.Draw(3, 7), next = sample.Draw(3, 8);
                Assert.Equal([41, 900], rows[..2]);
                Assert.Equal(50, rows.Distinct().Count());
                Assert.Equal(rows[2..].Order(), rows[2..]);
                Assert.Equal([41, 900], next[..2]);
                Assert.NotEqual(rows, next);
                Assert.Equal(rows, Of(data, 50, 1).Draw(3, 7));
            }
        }
    }

    [Fact]
    public void The_rarest_features_come_first_where_there_are_more_than_a_quarter_of_the_rows()
    {
        // Feature f rests on f + 1 rows of its own: where 8 rows are wanted, 2 are chosen.
        float[] values = new float[RowCount * Features];
        for (int f = 0, row = 0; f < Features; f++)
            for (int i = 0; i <= f; i++, row++) values[Features * row + f] = 1;
        Assert.Equal([0, 1], Of(Dense(values), 8, 2).Draw(0, 0)[..2]);
    }

    [Fact]
    public void Missing_values_are_medians()
    {
        float[] values = [.. Enumerable.Range(0, RowCount * Features).Select(i => (float)(i % 7))];
        foreach (int row in new[] { 5, 6 }) values.AsSpan(row * Features, Features).Fill(float.NaN);
        Assert.Equal(0, Of(Dense(values), 50, 1).Chosen);
    }

    [Fact]
    public void All_rows_come_in_their_own_order()
    {
        DataSlice training = new(Make.Noise(1, 10, 3, 2), [7, 2, 5]);
        foreach (int? count in new int?[] { null, 3, 99 })
        {
            var sample = new TopologySample(training, count);
            Assert.Equal([7, 2, 5], sample.Draw(1, 1));
            Assert.Equal((3, 0, false, 1.0), (sample.Count, sample.Chosen, sample.IsPart, sample.ChosenWeight));
        }
    }

    [Fact]
    public void Without_chosen_rows_a_sample_is_what_a_shuffle_begins_with()
    {
        DataSlice training = DataSlice.All(Make.Noise(1, 40, 3, 2));
        int[] rows = training.Rows.ToArray();
        Rng.For(9, RandomPurpose.SimilarityRows, step: 4).Shuffle<int>(rows);
        Assert.Equal(rows.Take(12).Order(), new TopologySample(training, 12).Draw(9, 4));
    }

    private static TopologySample Of(Dataset data, int count, int threads)
    {
        using var team = new WorkerTeam(threads);
        DataSlice training = DataSlice.All(data);
        return new TopologySample(training, count, Scaler.Fit(ScalerKind.MinMax, training), team);
    }

    private static Dataset Dense(float[] values) => new("dense", Features, values, Labels, ["a", "b"]);

    private static Dataset Sparse(float[] values)
    {
        int[] at = [.. Enumerable.Range(0, values.Length).Where(i => values[i] != 0)];
        int[] offsets = [.. Enumerable.Range(0, RowCount + 1).Select(row => at.Count(i => i < row * Features))];
        return new("sparse", new SparseRows(Features, offsets, [.. at.Select(i => i % Features)], [.. at.Select(i => values[i])]), Labels,
            ["a", "b"]);
    }

    private static int[] Labels => [.. Enumerable.Range(0, RowCount).Select(row => row % 2)];
}
