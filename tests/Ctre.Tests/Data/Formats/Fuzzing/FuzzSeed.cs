using System.Text;
using Ctre.Data;

namespace Ctre.Tests.Data.Formats.Fuzzing;

/// <summary>A small valid data set, to be damaged.</summary>
/// <param name="Named">The file that a user would name; empty for the folder with all files.</param>
/// <param name="Files">Its files: name, maybe with folders, and content.</param>
internal sealed record FuzzSeed(string Named, params (string Name, byte[] Content)[] Files)
{
    /// <summary>How a user would have it read.</summary>
    public DataSourceOptions Options { get; init; } = new();

    /// <summary>What reads it.</summary>
    public Func<string, DataSourceOptions, LoadedData> Load { get; init; } = DataSource.Load;

    /// <summary>One file that is all of the data set.</summary>
    public static FuzzSeed File(string name, byte[] content) => new(name, (name, content));

    /// <summary>One file of text that is all of the data set.</summary>
    public static FuzzSeed File(string name, string text) => File(name, Encoding.UTF8.GetBytes(text));

    /// <summary>A folder of text files.</summary>
    public static FuzzSeed Folder(params (string Name, string Text)[] files) =>
        new("", [.. files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Text)))]);

    /// <summary>The same data set with every file packed by gzip.</summary>
    public FuzzSeed Packed() =>
        new(Named.Length == 0 ? "" : Named + ".gz", [.. Files.Select(file => (file.Name + ".gz", TemporaryFolder.Gzip(file.Content)))])
        {
            Options = Options,
        };
}
