using System.CommandLine;
using Ctre.Cli.Options;
using Ctre.Cli.Rendering;

namespace Ctre.Cli;

/// <summary>The <c>ctre</c> command.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        try
        {
            ExactText.RequireWords(args);
            Terminal terminal = new();
            ParseResult parse = CommandLine.Parse(args, terminal);
            UsageErrors.Check(parse);
            return parse.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception)
        {
            return ErrorLine.Report(exception, StandardError.Writer);
        }
    }
}
