using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ctre.Cli.Rendering;

/// <summary>
/// Stderr, on which no work depends: where it is closed or its disk is full, what was meant for it is lost and the work continues.
/// </summary>
internal sealed class StandardError : TextWriter
{
    public static readonly TextWriter Writer = new StandardError();

    private StandardError()
    {
    }

    public override Encoding Encoding => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public override void Write(char value) => Try(error => error.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(error => error.Write(buffer, index, count));

    public override void Write(string? value) => Try(error => error.Write(value));

    public override void WriteLine(string? value) => Try(error => error.WriteLine(value));

    public override void Flush() => Try(error => error.Flush());

    // Console.Error is asked for each time: even opening it fails where stderr is closed.
    [SuppressMessage("Reliability", "CA2000", Justification = "The console owns its writer.")]
    private static void Try(Action<TextWriter> write)
    {
        try
        {
            write(Console.Error);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // There is nowhere left to report it.
        }
    }
}
