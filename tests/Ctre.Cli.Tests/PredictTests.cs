using System.Diagnostics;
using System.Globalization;

namespace Ctre.Cli.Tests;

public sealed class PredictTests(TrainedWorkplace trained) : IClassFixture<TrainedWorkplace>
{
    private readonly Workplace place = trained.Place;

    [Fact]
    public void Rows_keep_their_order()
    {
        place.Write("reversed.csv", Workplace.Table(withLabels: true, reversed: true));
        string[] forward = Lines("predict run flowers.csv"), backward = Lines("predict run reversed.csv");
        Assert.Equal("prediction", forward[0]);
        Assert.Equal(1 + 120, forward.Length);
        Assert.Equal(forward.Skip(1), backward.Skip(1).Reverse());
        Assert.True(forward.Distinct().Count() > 2);
    }

    [Fact]
    public void Labels_may_be_missing()
    {
        place.Write("bare.csv", Workplace.Table(withLabels: false));
        Assert.Equal(place.Run("predict run flowers.csv").Succeeded(), place.Run("predict run bare.csv").Succeeded());
    }

    [Theory]
    [InlineData(" --label 0", "")]
    [InlineData("", "label,p,q,r\n")]
    [InlineData(" --label kind", "kind,p,q,r\n")]
    public void The_label_column_of_training_is_left_out_again(string option, string header)
    {
        string[] rows = [.. Enumerable.Range(0, 60).Select(row => $"{row % 3 * 10 + row % 7},{row % 5},{row}")];
        string labeled = string.Concat(rows.Select((row, i) => $"{i % 3},{row}\n"));
        place.Write("first.csv", header + labeled);
        place.Write("headless.csv", labeled);
        place.Write("without.csv", string.Concat(rows.Select(row => $"{row}\n")));
        place.Write("unknown.csv", header + string.Concat(rows.Select(row => $",{row}\n")));
        place.Run($"train first.csv --hidden 8 --epochs 3 --output first --force --quiet{option}").Succeeded();
        string expected = place.Run("predict first without.csv").Succeeded();
        Assert.Equal(expected, place.Run("predict first first.csv").Succeeded());
        Assert.Equal(expected, place.Run("predict first headless.csv").Succeeded());
        Assert.Equal(expected, place.Run("predict first unknown.csv").Succeeded());
        if (header.Length == 0) Assert.NotEqual(expected, place.Run("predict first first.csv --label -1").Succeeded());
        else
        {
            Assert.Contains(
                "'r' is a feature of the model, not its label", place.Run("predict first first.csv --label -1").ErrorLine(),
                StringComparison.Ordinal);
        }

        Assert.Contains("accuracy", place.Run("evaluate first first.csv").Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public void Probabilities_have_a_column_per_class_and_sum_to_one()
    {
        string[] lines = Lines("predict run flowers.csv --probabilities");
        Assert.Equal("prediction,p_iris,\"p_lily, white\",p_rose", lines[0]);
        Assert.All(lines.Skip(1), line => Assert.Equal(
            1, line.Split(',')[^3..].Sum(text => double.Parse(text, CultureInfo.InvariantCulture)), 1e-5));
        Assert.Contains(lines, line => line.StartsWith("\"lily, white\",", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_gets_what_stdout_would()
    {
        CliRun run = place.Run("predict run flowers.csv --output out.csv");
        Assert.Empty(run.Succeeded());
        Assert.Equal(place.Run("predict run flowers.csv").Out, File.ReadAllText(place.PathOf("out.csv")));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_reported()
    {
        string line = place.Run("predict run flowers.csv --output nowhere/out.csv").ErrorLine();
        Assert.Contains("nowhere/out.csv", line, StringComparison.Ordinal);
    }

    [Fact]
    public void More_columns_than_the_model_has_inputs_are_refused()
    {
        place.Write("wide.csv", "1,2,3,4,5,6\n1,2,3,4,5,6\n");
        string line = place.Run("predict run wide.csv").ErrorLine();
        Assert.Contains("wide", line, StringComparison.Ordinal);
        Assert.Contains("4", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_names_that_reach_a_terminal_are_harmless()
    {
        place.Write("escape.csv", string.Concat(
            Enumerable.Range(0, 40).Select(row => $"{row % 2},{row},{(row % 2 == 0 ? "\e[31mred" : "blue")}\n")));
        place.Run("train escape.csv --hidden 4 --epochs 1 --output escape --quiet").Succeeded();
        Assert.DoesNotContain('\e', place.Run("evaluate escape escape.csv").Succeeded());
        Assert.DoesNotContain('\e', place.Run("inspect escape").Succeeded());
    }

    [Fact]
    public void A_reader_that_leaves_early_is_no_error()
    {
        place.Write("many.csv", string.Concat(Enumerable.Repeat("1,2,3,4\n", 20_000)));
        using Process process = Cli.Start(place.Folder, ["predict", "run", "many.csv", "--probabilities"]);
        Assert.StartsWith("prediction", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        process.StandardOutput.Close();
        Assert.Empty(process.StandardError.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private string[] Lines(string line) => place.Run(line).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
