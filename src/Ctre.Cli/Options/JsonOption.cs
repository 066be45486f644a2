using System.CommandLine;
using System.Text.Json.Nodes;
using Ctre.Cli.Rendering;
using Spectre.Console;

namespace Ctre.Cli.Options;

/// <summary><c>--json</c>: whether a result is written for programs or for people.</summary>
internal sealed class JsonOption : Option<bool>
{
    public JsonOption() : base("--json") => Description = "write exactly one JSON object to stdout, all else to stderr";

    /// <summary>Writes a result to stdout: as JSON if the user asked for it, else as tables.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="toJson">The result as JSON.</param>
    /// <param name="show">Writes the result as people read it.</param>
    /// <param name="alsoShow">Whether people see it on stderr where stdout is taken by JSON.</param>
    public void Write(ParseResult parse, Terminal terminal, Func<JsonObject> toJson, Action<IAnsiConsole> show, bool alsoShow = false)
    {
        bool isJson = parse.GetValue(this);
        if (isJson) terminal.WriteJson(toJson());
        if (!isJson || alsoShow) show(isJson ? terminal.Notes : terminal.Results);
    }
}
