using System.CommandLine;
using System.CommandLine.Help;
using Ctre.Cli.Commands;
using Ctre.Cli.Options;
using Ctre.Cli.Rendering;

namespace Ctre.Cli;

/// <summary>All commands under one root, and how words become options.</summary>
internal static class CommandLine
{
    private static readonly ParserConfiguration Configuration = new()
    {
        // A word that begins with @ is a file name like any other.
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    public static ParseResult Parse(string[] args, Terminal terminal)
    {
        var help = new HelpOption();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        var root = new OverviewCommand
        {
            help,
            new VersionOption(),
            new TrainCommand(terminal),
            new EvaluateCommand(terminal),
            new PredictCommand(terminal),
            new InspectCommand(terminal),
            new CompareCommand(terminal),
            new BenchCommand(terminal),
            new DataCommand(terminal),
        };
        root.SetAction(_ => root.Parse(["--help"], Configuration).Invoke());
        foreach (Command group in root.Subcommands.Where(command => command.Subcommands.Count > 0))
            group.SetAction(_ => root.Parse([group.Name, "--help"], Configuration).Invoke());
        return root.Parse(args, Configuration);
    }

    /// <summary>Parses the words of one command again, without its name.</summary>
    public static ParseResult Parse(IReadOnlyList<string> words, Command command)
    {
        ParseResult parse = command.Parse(words, Configuration);
        UsageErrors.Check(parse);
        return parse;
    }

    private sealed class OverviewCommand() : Command(
        "ctre", "Trains sparse neural networks sparsely: memory and time follow the connections that exist."), IHasExamples
    {
        public IReadOnlyList<string> Examples =>
        [
            "ctre train madelon",
            "ctre evaluate runs/madelon-ctre-sim-0 madelon",
            "ctre predict runs/madelon-ctre-sim-0 new-rows.csv --output predictions.csv",
            "ctre compare madelon --methods set,rigl,ctre-sim --seeds 0..4",
            "ctre bench --quick",
            "ctre data get fashion-mnist",
            "ctre train --help",
        ];
    }
}
