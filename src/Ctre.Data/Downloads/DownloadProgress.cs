namespace Ctre.Data.Downloads;

/// <summary>What a download is doing.</summary>
public enum DownloadStage
{
    /// <summary>Bytes arrive.</summary>
    Receiving,

    /// <summary>A transfer failed and is tried again, after a pause or elsewhere.</summary>
    Retrying,

    /// <summary>The checksum is computed.</summary>
    Verifying,

    /// <summary>Files are taken out of an archive.</summary>
    Unpacking,
}

/// <summary>How far a download is.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="File">The file that it is doing it with.</param>
/// <param name="Bytes">Bytes of this file that are done.</param>
/// <param name="Total">Bytes of this file in all; null if that is not known.</param>
/// <param name="Note">What went wrong, when retrying.</param>
public readonly record struct DownloadProgress(DownloadStage Stage, string File, long Bytes, long? Total, string? Note = null);
