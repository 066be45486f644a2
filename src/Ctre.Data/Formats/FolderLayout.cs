namespace Ctre.Data.Formats;

/// <summary>One way in which the files of a folder make a data set.</summary>
/// <param name="Files">The files that it needs, as messages name them.</param>
/// <param name="Read">
/// Reads a folder, given its path, what to call the data set, and how to read; null if the folder has no such files.
/// </param>
public sealed record FolderLayout(string Files, Func<string, string, DataSourceOptions, LoadedData?> Read)
{
    /// <summary>
    /// Of a folder that several layouts fit, the one with the smallest order is read. Default 0, which is before all built-in ones.
    /// </summary>
    public int Order { get; init; }
}
