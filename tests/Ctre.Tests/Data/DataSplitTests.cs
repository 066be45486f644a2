using Ctre.Data;

namespace Ctre.Tests.Data;

public sealed class DataSplitTests
{
    private static Dataset Rows(params int[] sizes) => Named("t", 1, [.. sizes.Select((_, c) => $"c{c}")], sizes);

    // Classes interleaved, one feature that is the row number.
    private static Dataset Named(string name, int features, string[] names, params int[] sizes)
    {
        int[] labels = [.. sizes.SelectMany((size, c) => Enumerable.Repeat(c, size))];
        Rng.For(7, RandomPurpose.Generator).Shuffle<int>(labels);
        return new Dataset(name, features, new float[labels.Length * features], labels, names);
    }

    private static string Refusal(Dataset data, Dataset? test, double testFraction = 0.2, double validationFraction = 0.1) =>
        Assert.Throws<InputException>(() => DataSplit.Create(data, test, testFraction, validationFraction, 0)).Message;

    [Fact]
    public void The_parts_are_a_partition_with_exact_totals_and_near_shares()
    {
        Rng random = Rng.For(3, RandomPurpose.Generator);
        for (int trial = 0; trial < 300; trial++)
        {
            int[] sizes = [.. Enumerable.Range(0, 2 + (int)random.Below(6)).Select(_ => 20 + (int)random.Below(60))];
            Dataset data = Rows(sizes);
            double testFraction = 0.05 + 0.4 * random.Uniform(), validationFraction = 0.05 + 0.4 * random.Uniform();
            DataSplit split = DataSplit.Create(data, null, testFraction, validationFraction, trial);
            int test = (int)Math.Round(testFraction * data.Rows, MidpointRounding.AwayFromZero);
            Assert.Equal(test, split.Test.Count);
            int validation = (int)Math.Round(validationFraction * (data.Rows - test), MidpointRounding.AwayFromZero);
            Assert.Equal(validation, split.Validation.Count);
            int[] all = [.. split.Training.Rows, .. split.Validation.Rows, .. split.Test.Rows];
            Assert.Equal(Enumerable.Range(0, data.Rows), all.Order());
            foreach (DataSlice slice in new[] { split.Training, split.Validation, split.Test })
                Assert.Equal(slice.Rows.ToArray().Order(), slice.Rows.ToArray());
            for (int c = 0; c < sizes.Length; c++)
                Assert.InRange(Count(split.Test, c) - (double)test * sizes[c] / data.Rows, -1, 1);
        }
    }

    private static int Count(DataSlice slice, int label) => slice.Rows.ToArray().Count(row => slice.Data.Labels[row] == label);

    [Theory]
    [InlineData(new[] { 5, 5 }, 5, new[] { 3, 2 })]
    [InlineData(new[] { 1, 9 }, 9, null)]
    [InlineData(new[] { 1, 9 }, 8, new[] { 0, 8 })]
    [InlineData(new[] { 0, 3, 3 }, 1, new[] { 0, 1, 0 })]
    [InlineData(new[] { 1, 1, 1, 7 }, 5, new[] { 0, 0, 0, 5 })]
    [InlineData(new[] { 10, 20, 30 }, 7, new[] { 1, 2, 4 })]
    public void Quotas_are_largest_remainders_that_leave_a_row_of_each_class(int[] sizes, int count, int[]? expected) =>
        Assert.Equal(expected, Stratification.Quotas(sizes, count));

    [Fact]
    public void The_seed_decides()
    {
        Dataset data = Rows(50, 50);
        int[][] tests = [.. new[] { 1L, 1, 2 }.Select(seed => DataSplit.Create(data, null, 0.2, 0.1, seed).Test.Rows.ToArray())];
        Assert.Equal(tests[0], tests[1]);
        Assert.NotEqual(tests[0], tests[2]);
    }

    [Fact]
    public void A_given_test_part_is_whole_and_labeled_by_class_name()
    {
        Dataset data = Named("d", 1, ["a", "b"], 30, 30);
        Dataset test = new("e", 1, [0, 1, 2], [0, 1, 0], ["b", "a"]);
        DataSplit split = DataSplit.Create(data, test, double.NaN, 0.1, 0);
        Assert.Equal([0, 1, 2], split.Test.Rows.ToArray());
        Assert.Equal([1, 0, 1], split.Test.Data.Labels.ToArray());
        Assert.Equal(["a", "b"], split.Test.Data.ClassNames);
        Assert.Equal(6, split.Validation.Count);
        Assert.Equal(60, split.Validation.Count + split.Training.Count);
    }

    [Fact]
    public void Each_class_keeps_a_training_row()
    {
        DataSplit split = DataSplit.Create(Rows(1, 2, 100), null, 0.45, 0.45, 0);
        for (int c = 0; c < 3; c++) Assert.True(Count(split.Training, c) > 0);
    }

    [Fact]
    public void Data_that_cannot_be_split_is_refused_with_the_reason()
    {
        Dataset data = Named("d", 1, ["a", "b"], 30, 30);
        Assert.Contains("The test data e has 2 features, d has 1",
            Refusal(data, Named("e", 2, ["a", "b"], 3, 3)));
        Assert.Contains("e has classes that the training data does not have: 'x'",
            Refusal(data, Named("e", 1, ["a", "x"], 3, 3)));
        Assert.Contains("e has no labels", Refusal(data, new Dataset("e", 1, [1], [], [])));
        Assert.Contains("e has no rows", Refusal(data, new Dataset("e", 1, [], [], [])));
        Assert.Contains("d has one class only, 'b'", Refusal(Named("d", 1, ["a", "b"], 0, 30), null));
        Assert.Contains("d has no labels", Refusal(new Dataset("d", 1, [1], [], []), null));
        Assert.Contains("3 rows are too few for a validation fraction of 0.1", Refusal(Rows(2, 2), null));
        Assert.Contains("2 rows are too few for a test fraction of 0.2", Refusal(Rows(1, 1), null));
        Assert.Contains("makes 4 test rows, and 2 can be spared, as each of the 2 classes keeps 1", Refusal(Rows(2, 2), null, 0.9));
        Assert.Contains("makes 2 test rows, and 0 can be spared, as each of the 9 classes", Refusal(Rows(1, 1, 1, 1, 1, 1, 1, 1, 1), null));
        Assert.Equal(60, DataSplit.Create(data, Named("e", 1, ["a", "b", "unused"], 3, 3, 0), 0, 0.1, 0).Test.Data.Rows * 10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_fraction_outside_0_to_1_is_refused(double fraction)
    {
        Assert.Contains("test fraction", Refusal(Rows(9, 9), null, testFraction: fraction));
        Assert.Contains("validation fraction", Refusal(Rows(9, 9), null, validationFraction: fraction));
    }
}
