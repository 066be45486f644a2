using System.Text;
using Ctre.Files;

namespace Ctre.Cli.Runs;

/// <summary>Text in a file, as UTF-8, whole or not at all.</summary>
internal static class TextFile
{
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void Write(string path, string text) => AtomicFile.Write(path, Writer(text));

    /// <summary>Writes the text to a stream.</summary>
    public static Action<Stream> Writer(string text) => stream => stream.Write(Encoding.UTF8.GetBytes(text));
}
