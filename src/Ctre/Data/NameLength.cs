namespace Ctre.Data;

/// <summary>
/// How long names may be: of data, columns, categories and classes. One limit for all who make, write and read them, so that a list of
/// names in a file stands for little more memory than the file itself.
/// </summary>
internal static class NameLength
{
    /// <summary>Characters of the longest name.</summary>
    public const int Most = 1024;

    /// <summary>Whether a name is not too long.</summary>
    public static bool Fits(string name) => name.Length <= Most;

    /// <summary>The name itself.</summary>
    /// <param name="name">A name, or none.</param>
    /// <param name="what">What has it, for the message: "a class".</param>
    /// <exception cref="ArgumentException">It is too long.</exception>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(name))]
    public static string? Checked(string? name, string what) => name is null || Fits(name)
        ? name
        : throw new ArgumentException($"The name of {what} is longer than {Most} characters: {CellText.Quote(name)}.", nameof(name));
}
