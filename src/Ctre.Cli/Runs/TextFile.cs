using System.Text;
using Ctre.Files;

namespace Ctre.Cli.Runs;

/// <summary>Text in a file, as UTF-8, whole or not at all.</summary>
internal static class TextFile
{
    /// <summary>Reads a file of unknown origin.</summary>
    /// <exception cref="InputException">It is a folder, a pipe or a terminal.</exception>
    /// <exception cref="IOException">It is not there or cannot be read; also <see cref="UnauthorizedAccessException"/>.</exception>
    public static string Read(string path)
    {
        using var reader = new StreamReader(RegularFile.OpenRead(path));
        return reader.ReadToEnd();
    }

    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void Write(string path, string text) => AtomicFile.Write(path, Writer(text));

    /// <summary>Writes the text to a stream.</summary>
    public static Action<Stream> Writer(string text) => stream => stream.Write(Encoding.UTF8.GetBytes(text));
}
