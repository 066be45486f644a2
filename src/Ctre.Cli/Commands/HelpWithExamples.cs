using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Ctre.Cli.Commands;

/// <summary>The usual help, followed by examples.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not IHasExamples command) return code;
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (string example in command.Examples) output.WriteLine("  " + example);
        return code;
    }
}
