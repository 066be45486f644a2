namespace Ctre.Data.Known;

/// <summary>A file of a data set as its publisher offers it.</summary>
/// <param name="Name">The file's name at the publisher; on a mirror, too.</param>
/// <param name="Addresses">Where it is (<c>http</c> or <c>https</c>): the publisher's address, then others with the same content.</param>
internal sealed record PublishedFile(string Name, params IReadOnlyList<string> Addresses)
{
    /// <summary>Its size; null if that is not known.</summary>
    public long? Bytes { get; init; }

    /// <summary>
    /// Its MD5 (32 digits) or SHA-256 (64 digits) in lower-case hexadecimals, as published or as widely recorded; null if none is.
    /// </summary>
    public string? Checksum { get; init; }

    /// <summary>What is taken out of an archive (<c>.zip</c>, <c>.tar.gz</c>, <c>.Z</c>); empty for a file that stays as it is.</summary>
    public IReadOnlyList<ArchiveMember> Members { get; init; } = [];

    /// <summary>Whether a checksum detects a wrong file: its own, or that of each of its members.</summary>
    public bool IsPinned => Checksum is not null || (Members.Count > 0 && Members.All(member => member.Checksum is not null));
}
