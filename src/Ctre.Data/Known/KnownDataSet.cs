using Ctre.Data.Files;

namespace Ctre.Data.Known;

/// <summary>A public data set that is known by name: its shape, its terms, and where its files are.</summary>
public sealed record KnownDataSet
{
    /// <summary>The name by which users call it, which is also the name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>Number of rows to train on; all rows if there is no test part.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Number of rows in the published test part; 0 if there is none.</summary>
    public int TestRows { get; init; }

    /// <summary>Number of features.</summary>
    public required int Features { get; init; }

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>The scaling that suits it.</summary>
    public ScalerKind Scaler { get; init; } = ScalerKind.MinMax;

    /// <summary>The license under which it is published; null if the publisher states none.</summary>
    public string? License { get; init; }

    /// <summary>The publication to cite.</summary>
    public required string Citation { get; init; }

    /// <summary>The files to fetch.</summary>
    internal IReadOnlyList<PublishedFile> Files { get; init; } = [];

    /// <summary>Whether the first rows alone can be fetched: its one file is a packed text table.</summary>
    public bool SupportsRowLimit { get; init; }

    /// <summary>Its files as text tables, if it is published as such.</summary>
    internal KnownTable? Table { get; init; }

    /// <summary>Whether it is generated when its files are not asked for.</summary>
    public bool IsBuiltIn => Name == KnownDataSets.Madelon;

    /// <summary>Size of all files to fetch; null if one of them is not known.</summary>
    public long? DownloadBytes => Files.All(file => file.Bytes is not null) ? Files.Sum(file => file.Bytes) : null;

    /// <summary>The names of the files in its folder.</summary>
    internal IEnumerable<string> FileNames =>
        Files.SelectMany(file => file.Members.Count == 0 ? [file.Name] : file.Members.Select(member => member.Name));

    /// <summary>Whether a folder holds all of its files, packed with gzip or not.</summary>
    internal bool IsCompleteIn(string folder) =>
        FileNames.All(name => GzipName.Find(Path.Combine(folder, GzipName.Unpacked(name))) is not null);
}
