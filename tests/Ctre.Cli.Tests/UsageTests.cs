namespace Ctre.Cli.Tests;

public sealed class UsageTests(Workplace place) : IClassFixture<Workplace>
{
    [Theory]
    [InlineData("--density 0", "--density 0: must be in (0, 1]")]
    [InlineData("--density 1.5", "--density 1.5: must be in (0, 1]")]
    [InlineData("--density nan", "--density nan: must be in (0, 1]")]
    [InlineData("--density inf", "--density inf: must be a number in (0, 1]")]
    [InlineData("--density 0,5", "--density 0,5: must be a number in (0, 1]")]
    [InlineData("--sparsity 1", "--sparsity 1: must be in [0, 1)")]
    [InlineData("--epsilon 0", "--epsilon 0: must be above 0")]
    [InlineData("--epsilon 1 --density 0.5", "--epsilon and --density exclude each other")]
    [InlineData("--sparsity 0.5 --density 0.5", "--density and --sparsity exclude each other")]
    [InlineData("--epsilon 1 --distribution 0.1,0.1", "--epsilon and --distribution")]
    [InlineData("--distribution 0.1,2", "--distribution 0.1,2: must be er, uniform, or")]
    [InlineData("--distribution 0.1 --hidden 5", "1 densities, the network has 2 layers")]
    [InlineData("--zeta 1", "--zeta 1: must be in [0, 1)")]
    [InlineData("--drop-fraction 1", "--drop-fraction 1: must be in [0, 1)")]
    [InlineData("--learning-rate 0", "--learning-rate 0: must be above 0")]
    [InlineData("--epochs 0", "--epochs 0: must be 1 or more")]
    [InlineData("--epochs 1.5", "--epochs 1.5: must be an integer, 1 or more")]
    [InlineData("--epochs 99999999999", "--epochs 99999999999: must be an integer, 1 or more")]
    [InlineData("--epochs 1 --epochs 2", "--epochs is given 2 times")]
    [InlineData("--epochs", "--epochs needs a value")]
    [InlineData("--hidden 5,,5", "--hidden 5,,5: must be 1 to 10000000 each")]
    [InlineData("--threads 0", "--threads 0: must be an integer, 1 to 1024")]
    [InlineData("--test-fraction 1", "--test-fraction 1: must be a number in (0, 1)")]
    [InlineData("--nesterov maybe", "--nesterov maybe: must be true or false")]
    [InlineData("--scale big", "--scale big: must be minmax, standard or none")]
    [InlineData("--preset best", "--preset best: must be default or ctre-paper")]
    [InlineData("--method ctre-simm", "did you mean ctre-sim? The methods are ctre-sim, ctre-seq,")]
    [InlineData("--format xml", "csv, libsvm")]
    [InlineData("--epsilom 2", "unknown option --epsilom: did you mean --epsilon?")]
    [InlineData("--frobnicate", "unknown option --frobnicate.")]
    [InlineData("more.csv", "unexpected argument 'more.csv'")]
    [InlineData("--label nope", "'nope'")]
    [InlineData("--test absent.csv", "absent.csv")]
    public void A_wrong_training_option_is_reported_in_one_line(string options, string expected) =>
        Assert.Contains(expected, place.Run($"train flowers.csv {options}").ErrorLine(), StringComparison.Ordinal);

    [Theory]
    [InlineData("trian flowers.csv", "unknown command 'trian': did you mean train?")]
    [InlineData("--bogus", "unknown option --bogus")]
    [InlineData("train", "DATA is missing")]
    [InlineData("evaluate run", "DATA is missing")]
    [InlineData("inspect", "MODEL is missing")]
    [InlineData("inspect --jsn", "unknown option --jsn: did you mean --json?")]
    [InlineData("train --epsilom 2 flowers.csv", "unknown option --epsilom: did you mean --epsilon?")]
    [InlineData("train @absent", "'@absent'")]
    [InlineData("train madelom", "did you mean madelon?")]
    [InlineData("train mnist", "--data-dir")]
    public void A_wrong_command_line_is_reported_in_one_line(string line, string expected) =>
        Assert.Contains(expected, place.Run(line).ErrorLine(), StringComparison.Ordinal);

    [Theory]
    [InlineData("MODEL", "inspect", "")]
    [InlineData("MODEL", "evaluate", "", "flowers.csv")]
    [InlineData("DATA", "evaluate", "run", "")]
    [InlineData("DATA", "train", "")]
    [InlineData("--test", "train", "flowers.csv", "--test", "")]
    [InlineData("--data-dir", "train", "flowers.csv", "--data-dir", "")]
    [InlineData("--output", "train", "flowers.csv", "--output", "")]
    [InlineData("--output", "predict", "run", "flowers.csv", "--output", "")]
    [InlineData("--lr", "train", "flowers.csv", "--lr", "")]
    public void An_empty_word_is_reported_in_one_line(string name, params string[] words) =>
        Assert.StartsWith($"error: {name} is empty", Cli.Run(place.Folder, words).ErrorLine(), StringComparison.Ordinal);

    [Fact]
    public void Too_little_memory_is_reported_in_one_line()
    {
        string line = Cli.RunWithin(
            megabytes: 128, place.Folder, "train", "flowers.csv", "--hidden", "10000000,10000000", "--epsilon", "5",
            "--max-memory", "100GB").ErrorLine();
        Assert.Contains("not enough memory", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_of_an_argument_do_not_reach_the_terminal()
    {
        string line = Cli.Run(place.Folder, "train", "flowers.csv", "--density", "\e[2J\nerror: x").ErrorLine();
        Assert.DoesNotContain('\e', line);
    }

    [Fact]
    public void Version_is_the_bare_number() => Assert.Matches(@"^\d+\.\d+\.\d+\n$", place.Run("--version").Succeeded());

    [Fact]
    public void No_arguments_show_the_overview() => Assert.Equal(place.Run("--help").Succeeded(), Cli.Run(place.Folder).Succeeded());

    [Theory]
    [InlineData("train", "--zeta")]
    [InlineData("evaluate", "--json")]
    [InlineData("predict", "--probabilities")]
    [InlineData("inspect", "MODEL")]
    public void Help_shows_options_and_examples(string command, string expected)
    {
        string help = place.Run($"{command} --help").Succeeded();
        Assert.Contains(expected, help, StringComparison.Ordinal);
        Assert.Contains($"Examples:\n  ctre {command} ", help, StringComparison.Ordinal);
        Assert.Contains($"ctre {command} {(command == "train" ? "[<" : "<")}", help, StringComparison.Ordinal);
    }
}
