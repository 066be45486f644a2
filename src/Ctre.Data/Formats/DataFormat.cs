namespace Ctre.Data.Formats;

/// <summary>A format of data files: all that is known of it, as a row of a table.</summary>
/// <param name="Name">The word by which users choose it, as <c>csv</c>.</param>
/// <param name="Description">What it is and how a file of it is recognized, in one line: "NAME: SIGN".</param>
/// <param name="Recognize">Whether the file of a path is one, by its content or name.</param>
/// <param name="Read">
/// Reads the file of a path and, unless <see cref="DataSourceOptions.ExpectedColumns"/> is set, the test part that belongs to it. Throws an
/// <see cref="InputException"/> of one line that names the file where it cannot be read.
/// </param>
public sealed record DataFormat(
    string Name, string Description, Func<string, bool> Recognize, Func<string, DataSourceOptions, LoadedData> Read)
{
    /// <summary>The layouts of folders of this format. Default none.</summary>
    public IReadOnlyList<FolderLayout> Folders { get; init; } = [];

    /// <summary>
    /// The extensions, as <c>.csv</c>, of files that hold a whole table each: in a folder, the one to train on and the one to test on are
    /// found by their names (<c>train.csv</c> and <c>test.csv</c>). Default none.
    /// </summary>
    public IReadOnlyList<string> TableExtensions { get; init; } = [];
}
