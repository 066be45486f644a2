using System.Text;
using Spectre.Console;

namespace Ctre.Cli.Rendering;

/// <summary>The console that Spectre writes to, through a writer of our own.</summary>
internal sealed class ConsoleOutput(IAnsiConsoleOutput console, TextWriter writer) : IAnsiConsoleOutput
{
    public TextWriter Writer => writer;

    public bool IsTerminal => console.IsTerminal;

    public int Width => console.Width;

    public int Height => console.Height;

    public void SetEncoding(Encoding encoding) => console.SetEncoding(encoding);
}
