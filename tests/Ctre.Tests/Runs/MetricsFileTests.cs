using Ctre.Runs;
using Ctre.Tests.Data;
using Ctre.Training;

namespace Ctre.Tests.Runs;

/// <summary>The table of a run's epochs grows with it, and is continued where its checkpoint is.</summary>
public sealed class MetricsFileTests
{
    [Fact]
    public void A_row_is_there_when_its_epoch_is_over()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "metrics.csv");
        using var metrics = new MetricsFile(path, new EpochHistory(1));
        Assert.StartsWith("epoch,loss,training_accuracy,", Assert.Single(File.ReadAllLines(path)), StringComparison.Ordinal);
        metrics.Add(Report(1));
        metrics.Add(Report(2));
        string[] lines = File.ReadAllLines(path);
        Assert.Equal(["1", "2"], lines[1..].Select(line => line.Split(',')[0]));
        Assert.Equal(17, lines[1].Split(',').Length);
    }

    [Fact]
    public void One_of_an_older_run_stays_until_it_is_replaced_and_with_it_all_others_or_none()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("metrics.csv", "older\n"), model = Path.Combine(folder.Path, "model");
        using var metrics = new MetricsFile(path, new EpochHistory(1));
        metrics.Add(Report(1));
        Assert.Equal("older\n", File.ReadAllText(path));
        Assert.Throws<InputException>(() => metrics.Begin((Path.Combine(folder.Path, "absent", "model"), _ => { })));
        Assert.Equal("older\n", File.ReadAllText(path));
        metrics.Begin((model, stream => stream.WriteByte(1)));
        Assert.Equal(2, File.ReadAllLines(path).Length);
        Assert.True(File.Exists(model));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3,half of a ro")]
    [InlineData("3,0.5\n4,0.5\n")]
    public void Rows_after_the_checkpoint_are_removed(string rest)
    {
        using TemporaryFolder folder = new();
        string path = Written(folder, epochs: 2), before = File.ReadAllText(path);
        File.AppendAllText(path, rest);
        using (var metrics = new MetricsFile(path, History(2))) metrics.Add(Report(3));
        Assert.Equal(Whole(3), File.ReadAllText(path));
        Assert.StartsWith(before, File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("epoch,loss\n1,2\n2,3\n")]
    public void One_that_is_damaged_or_missing_is_written_again_from_the_checkpoint(string? content)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "metrics.csv");
        if (content is not null) File.WriteAllText(path, content);
        using (var metrics = new MetricsFile(path, History(2))) metrics.Add(Report(3));
        Assert.Equal(Whole(3), File.ReadAllText(path));
    }

    [Fact]
    public void Rows_of_another_run_are_not_taken_for_those_of_this()
    {
        using TemporaryFolder folder = new();
        string path = Written(folder, epochs: 5);
        File.WriteAllText(path, File.ReadAllText(path).Replace("1000", "1001", StringComparison.Ordinal));
        using (var metrics = new MetricsFile(path, History(2))) metrics.Add(Report(3));
        Assert.Equal(Whole(3), File.ReadAllText(path));
    }

    private static string Written(TemporaryFolder folder, int epochs) => folder.Write("metrics.csv", Whole(epochs));

    private static string Whole(int epochs)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "whole.csv");
        using (var metrics = new MetricsFile(path, new EpochHistory(1)))
            for (int epoch = 1; epoch <= epochs; epoch++) metrics.Add(Report(epoch));
        return File.ReadAllText(path);
    }

    private static EpochHistory History(int epochs)
    {
        var history = new EpochHistory(1);
        for (int epoch = 1; epoch <= epochs; epoch++) history.Add(Report(epoch));
        return history;
    }

    private static EpochReport Report(int epoch) =>
        new(epoch, 1.0 / epoch, 0.5, 0.5, 0.5, 0.5, 1, 0.5, 1, 0.1, 0.3, [3], [0], 0.5, 0.25, 0.125, 1000);
}
