using Ctre.Training;

namespace Ctre.Tests.Training;

/// <summary>Reports of any number of epochs in bounded memory, and what a file may claim of them.</summary>
public sealed class EpochHistoryTests
{
    private const int Layers = 3;

    [Fact]
    public void All_epochs_are_kept_up_to_a_number_and_evenly_spaced_ones_beyond()
    {
        EpochHistory history = Of(4096);
        Assert.Equal(Enumerable.Range(1, 4096), history.Reports.Select(report => report.Epoch));
        history.Add(Report(4097));
        Assert.Equal(Enumerable.Range(0, 2049).Select(i => (2 * i) + 1), history.Reports.Select(report => report.Epoch));
        EpochHistory two = Of(2_000_000);
        int[] kept = [.. two.Reports.Select(report => report.Epoch)];
        Assert.InRange(kept.Length, 2048, 4097);
        Assert.Equal((1, 2_000_000), (kept[0], kept[^1]));
        Assert.Equal(512, Assert.Single(kept.Zip(kept.Skip(1), (from, to) => to - from).SkipLast(1).Distinct()));
        Assert.Equal((2_000_000, 1_000_000.0), (two.Totals.Epochs, two.Totals.TrainingSeconds));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(4098)]
    [InlineData(100_001)]
    public void One_that_was_saved_goes_on_as_if_it_had_not_been(int epochs)
    {
        EpochHistory whole = Of(epochs), read = EpochHistory.Of(whole.Reports, whole.Totals, Layers);
        for (int epoch = epochs + 1; epoch <= epochs + 5000; epoch++)
        {
            whole.Add(Report(epoch));
            read.Add(Report(epoch));
        }

        Assert.Equal(whole.Totals, read.Totals);
        Assert.Equal(whole.Reports.Select(report => report.Epoch), read.Reports.Select(report => report.Epoch));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("1 1")]
    [InlineData("1 3 2")]
    [InlineData("1 4 7")]
    [InlineData("1 3 5")]
    [InlineData("1 2 4")]
    [InlineData("2147483647")]
    public void Reports_that_no_run_has_are_refused(string epochs)
    {
        EpochReport[] reports = [.. epochs.Split(' ').Select(epoch => Report(int.Parse(epoch, null)))];
        var totals = new RunTotals(reports[^1].Epoch, 1, 1, 1);
        Assert.Throws<InputException>(() => EpochHistory.Of(reports, totals, Layers));
    }

    [Fact]
    public void Networks_of_thousands_of_layers_keep_fewer()
    {
        Assert.Equal(4096, EpochHistory.MostKept(4));
        Assert.Equal(26, EpochHistory.MostKept(20_000));
        Assert.Equal(16, EpochHistory.MostKept(1_000_000));
    }

    private static EpochHistory Of(int epochs)
    {
        var history = new EpochHistory(Layers);
        for (int epoch = 1; epoch <= epochs; epoch++) history.Add(Report(epoch));
        return history;
    }

    private static EpochReport Report(int epoch) =>
        new(epoch, 1, 0.5, 0.5, 0.5, 0.5, 1, 0.5, 1, 0.1, 0.3, [3, 4, 5], [0, 1, 2], 0.5, 0, 0, 1000);
}
