using Ctre.Data.Known;

namespace Ctre.Data.Downloads;

/// <summary>A data set that is here now.</summary>
/// <param name="Set">The data set.</param>
/// <param name="Folder">The folder that holds it.</param>
/// <param name="Files">What was fetched; empty if it was here already.</param>
/// <param name="Rows">How many rows were taken; null for all.</param>
public sealed record DownloadedSet(KnownDataSet Set, string Folder, IReadOnlyList<DownloadedFile> Files, long? Rows)
{
    /// <summary>Whether it was here before.</summary>
    public bool WasPresent => Files.Count == 0;
}

/// <summary>A file that was fetched.</summary>
/// <param name="Name">Its published name.</param>
/// <param name="Bytes">Its size; of a set that was cut, of what was fetched.</param>
/// <param name="Sha256">The SHA-256 of these bytes, in lower-case hexadecimals.</param>
/// <param name="IsVerified">Whether it has a published checksum, which it met.</param>
public sealed record DownloadedFile(string Name, long Bytes, string Sha256, bool IsVerified);
