using System.CommandLine;
using Ctre.Cli.Rendering;

namespace Ctre.Cli.Commands;

/// <summary><c>ctre data</c>: what is known of data sets, and how to get them.</summary>
internal sealed class DataCommand : Command, IHasExamples
{
    public DataCommand(Terminal terminal) : base("data", "Lists the known data sets, fetches them, and describes any data file.")
    {
        Add(new DataListCommand(terminal));
        Add(new DataGetCommand(terminal));
        Add(new DataInfoCommand(terminal));
    }

    public IReadOnlyList<string> Examples =>
    [
        "ctre data list",
        "ctre data get fashion-mnist",
        "ctre data info flowers.csv --label species",
    ];
}
