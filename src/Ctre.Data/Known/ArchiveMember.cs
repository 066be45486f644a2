namespace Ctre.Data.Known;

/// <summary>A file within an archive.</summary>
/// <param name="Path">Its path within the archive, exactly; for <c>.Z</c>, which holds one file without a name, its name.</param>
internal sealed record ArchiveMember(string Path)
{
    /// <summary>The name that it gets: the last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Its unpacked size; null if that is not known.</summary>
    public long? Bytes { get; init; }

    /// <summary>The MD5 or SHA-256 of its content, as for <see cref="PublishedFile.Checksum"/>; null if none is published.</summary>
    public string? Checksum { get; init; }
}
