using System.Text;
using Ctre.Files;

namespace Ctre.Cli.Options;

/// <summary>
/// Refuses names that are not valid UTF-8. .NET decodes them all the same, with U+FFFD for what it cannot, and would silently read or write
/// another file.
/// </summary>
internal static class ExactText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Checks the words of the command line; a U+FFFD that is in fact there is a character like any other.</summary>
    /// <exception cref="InputException">A word is not valid UTF-8, or may not be.</exception>
    public static void RequireWords(IReadOnlyList<string> words)
    {
        if (OperatingSystem.IsWindows() || !words.Any(word => word.Contains(Replacement))) return;
        byte[][] given = [.. GivenWords().TakeLast(words.Count)];
        for (int i = 0; i < words.Count; i++)
            if (words[i].Contains(Replacement) && !(given.Length == words.Count && IsExact(given[i], words[i])))
                throw new InputException($"argument {i + 1}, '{words[i]}', is not valid UTF-8: rename the file or folder that it names.");
    }

    /// <summary>Checks the current folder, from which relative paths begin.</summary>
    /// <exception cref="InputException">Its path is not valid UTF-8, or may not be.</exception>
    public static void RequireCurrentFolder()
    {
        if (CurrentFolder.Contains(Replacement))
            throw new InputException($"the path of the current folder, {CurrentFolder}, is not valid UTF-8: rename it or go elsewhere.");
    }

    private static string CurrentFolder
    {
        get
        {
            try
            {
                return Environment.CurrentDirectory;
            }
            catch (IOException)
            {
                // It was deleted; full paths still work.
                return "";
            }
        }
    }

    /// <summary>The words of the process as the system has them, its program first; none where it does not say.</summary>
    private static IEnumerable<byte[]> GivenWords()
    {
        const string Path = "/proc/self/cmdline";
        if (!File.Exists(Path)) yield break;
        using var content = new MemoryStream();
        using (FileStream file = RegularFile.OpenRead(Path)) file.CopyTo(content);
        byte[] all = content.ToArray();
        for (int start = 0, end; (end = Array.IndexOf(all, (byte)0, start)) >= 0; start = end + 1) yield return all[start..end];
    }

    private static bool IsExact(byte[] given, string word) => given.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(word));
}
