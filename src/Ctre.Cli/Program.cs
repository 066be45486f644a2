using System.CommandLine;
using System.Runtime.CompilerServices;
using Ctre.Cli.Options;
using Ctre.Cli.Rendering;

namespace Ctre.Cli;

/// <summary>The <c>ctre</c> command.</summary>
internal static class Program
{
    private static int Main(string[] args) => OpenFiles.HaveRoom() ? Run(args) : ErrorLine.WrongInput;

    // What it names is loaded when it is compiled, which must not be before there is room.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] args)
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
