using System.Text.RegularExpressions;

namespace Ctre.Cli.Tests;

/// <summary>What people see of a training run.</summary>
public sealed partial class SummaryTests(Workplace place) : IClassFixture<Workplace>
{
    private const int Columns = 80;

    [Fact]
    public void The_tables_of_large_layers_fit_eighty_columns()
    {
        string summary = place.Run(
            "train flowers.csv --method static --hidden 100000,100000 --distribution 0.001,0.0000123,0.001 "
            + "--epochs 1 --output large --quiet").Succeeded();
        string tables = summary + place.Run("inspect large").Succeeded();
        Assert.Equal(2, Regex.Count(tables, "100000 × 100000"));
        Assert.All(tables.Split('\n'), line => Assert.InRange(line.Length, 0, Columns));
    }

    [Theory]
    [InlineData("--hidden 16 --epsilon 3", "93.75 %", "100 %", "96.43 %")]
    [InlineData("--hidden 16 --epsilon 2 --distribution uniform", "69.64 %", "69.64 %", "69.64 %")]
    [InlineData("--hidden 16 --sparsity 0.7", "–", "–", "30 %")]
    [InlineData("--hidden 16 --density 0.123 --distribution uniform", "12.3 %", "12.3 %", "12.3 %")]
    [InlineData("--hidden 16 --distribution 0.51,0.33", "51 %", "33 %", "43.29 %")]
    public void The_density_asked_for_is_shown_as_it_was_asked(string options, params string[] asked)
    {
        string summary = place.Run($"train flowers.csv {options} --epochs 1 --force --output asked --quiet").Succeeded();
        Assert.Equal(asked, LayerRow().Matches(summary).Select(match => match.Groups["asked"].Value));
    }

    [Theory]
    [InlineData("plain-1.5", "plain-1.5")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$(x)*", "'$(x)*'")]
    [InlineData("-dash", "./-dash")]
    public void The_next_command_is_ready_for_a_shell(string output, string word)
    {
        CliRun run = Cli.Run(
            place.Folder, "train", "flowers.csv", "--epochs", "1", "--quiet", $"--output={output}", "--label", "class");
        Assert.Contains($"ctre evaluate {word} flowers.csv --label class\n", run.Succeeded(), StringComparison.Ordinal);
        string arguments = NextCommand().Match(run.Out).Groups["arguments"].Value;
        Assert.StartsWith("accuracy", Cli.InShell(place.Folder, $"\"$@\" {arguments}").Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_of_very_different_size_are_reported_and_can_be_weighted()
    {
        string[] rows =
        [
            .. Enumerable.Range(0, 100)
                .Select(row => $"{row * 7 % 11},{row * 5 % 13},{row switch { < 90 => "many", < 99 => "few", _ => "one" }}"),
        ];
        place.Write("rare.csv", "a,b,class\n" + string.Join('\n', rows) + "\n");
        CliRun plain = place.Run("train rare.csv --hidden 8 --epochs 2 --output plain --quiet");
        string summary = plain.Succeeded();
        Assert.Contains(
            "no validation rows of 'one': they are ignored in the choice of the best epoch\n", plain.Error, StringComparison.Ordinal);
        Assert.Contains("no test rows of 'one': nothing is measured on them\n", plain.Error, StringComparison.Ordinal);
        Assert.Matches(@"\nbalanced    accuracy [\d.]+ %, macro F1 [\d.]+ % on the test rows\nworst class few: recall [\d.]+ %, ", summary);
        Assert.Contains(
            "times the rows of the smallest (--class-weight balanced makes all count the same)", summary, StringComparison.Ordinal);

        string weighted = place.Run("train rare.csv --hidden 8 --epochs 2 --output weighted --quiet --class-weight balanced").Succeeded();
        Assert.DoesNotContain("--class-weight", weighted, StringComparison.Ordinal);
        Assert.Contains("\"classWeight\": \"balanced\"", File.ReadAllText(place.PathOf("weighted/run.json")), StringComparison.Ordinal);
        Assert.DoesNotContain("worst class", place.Run("train flowers.csv --hidden 8 --epochs 1 --output even --quiet").Succeeded(),
            StringComparison.Ordinal);
        Assert.Contains("must be none or balanced", place.Run("train rare.csv --class-weight even").ErrorLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_without_a_role_is_noted()
    {
        CliRun run = place.Run("train madelon --label 3 --hidden 4 --epochs 1 --output noted");
        run.Succeeded();
        Assert.StartsWith("--label is ignored", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_on_a_terminal_fits_eighty_columns()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "needs script, which makes a terminal");
        string output = Cli.InShell(
            place.Folder, "script -qec \"stty cols 80; TERM=xterm $*\" /dev/null", "train", "flowers.csv", "--hidden", "900",
            "--epochs", "150", "--output", "live").Succeeded();
        string[] lines = [.. Escape().Replace(output, "\n").Split('\r', '\n')
            .Where(line => line.Contains("loss", StringComparison.Ordinal))];
        Assert.NotEmpty(lines);
        // 100 % has a color of its own, so an escape code cuts it off.
        Assert.All(lines, line => Assert.Matches(@"^ *(\d+% )?\d+/150 loss .* train .* val .* new .*/s *$", line));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, Columns));
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    public void Nothing_depends_on_stderr(string redirection)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/full");
        Assert.Equal(2, Cli.InShell(place.Folder, $"\"$@\" {redirection}", "train", "absent", "--epochs", "x").Code);
        string summary = Cli.InShell(
            place.Folder, $"\"$@\" {redirection}",
            "train", "flowers.csv", "--epochs", "2", "--force", "--output", "mute").Succeeded();
        Assert.Contains("best epoch", summary, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^ (\d+|all) +(\d+ × \d+)? +(?<asked>–|[\d.]+ %) ", RegexOptions.Multiline)]
    private static partial Regex LayerRow();

    [GeneratedRegex("^next +ctre (?<arguments>.*)$", RegexOptions.Multiline)]
    private static partial Regex NextCommand();

    [GeneratedRegex(@"\e\[[0-9;?]*[a-zA-Z]")]
    private static partial Regex Escape();
}
