namespace Ctre.Cli.Rendering;

/// <summary>Words of a command line that people copy into a POSIX shell.</summary>
internal static class ShellWord
{
    private const string Harmless = "-_./,+=:@%";

    /// <summary>The word, quoted unless every shell leaves it as it is.</summary>
    public static string Of(string text) =>
        text.Length > 0 && text.All(IsHarmless) ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>A path, which must not be taken for an option either.</summary>
    public static string OfPath(string path) => Of(path.StartsWith('-') ? "./" + path : path);

    private static bool IsHarmless(char c) => char.IsLetterOrDigit(c) || Harmless.Contains(c, StringComparison.Ordinal);
}
