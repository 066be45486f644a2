using System.Text;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Ctre.Cli.Rendering;

/// <summary>Where output goes: results to stdout, all else to stderr; escape codes only to a terminal.</summary>
internal sealed class Terminal
{
    // Wide enough that no table is folded where a program reads it.
    private const int RedirectedWidth = 2000;

    public Terminal()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Results = Open(new AnsiConsoleOutput(Console.Out), Console.IsOutputRedirected);
        Notes = Open(Stderr(), Console.IsErrorRedirected);
    }

    /// <summary>Stdout.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>Stderr.</summary>
    public IAnsiConsole Notes { get; }

    /// <summary>Whether stderr can show something that moves.</summary>
    public bool IsLive => Notes.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Where human output goes: to stdout unless that is taken.</summary>
    public IAnsiConsole ResultsOrNotes(bool asNotes) => asNotes ? Notes : Results;

    /// <summary>Writes one line to stderr.</summary>
    public void Note(string line) => Notes.Line(line);

    /// <summary>Writes one JSON object to stdout, on one line.</summary>
    public void WriteJson(JsonObject json) => Results.Profile.Out.Writer.WriteLine(json.ToJsonString(JsonText.Compact));

    /// <summary>Writes bytes to stdout.</summary>
    public static void WriteBytes(Action<Stream> write)
    {
        using Stream stream = Console.OpenStandardOutput();
        write(stream);
        stream.Flush();
    }

    private static ConsoleOutput Stderr()
    {
        TextWriter writer = StandardError.Writer;
        try
        {
            // Spectre knows a terminal by the console's own writer.
            return new ConsoleOutput(new AnsiConsoleOutput(Console.Error), writer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new ConsoleOutput(new AnsiConsoleOutput(writer), writer);
        }
    }

    private static IAnsiConsole Open(IAnsiConsoleOutput output, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (redirected) console.Profile.Width = RedirectedWidth;
        return console;
    }
}
