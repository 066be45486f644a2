namespace Ctre.Data.Downloads;

/// <summary>A transfer from one address failed.</summary>
/// <param name="message">What happened, as the end of a sentence that begins with the address.</param>
/// <param name="isTransient">Whether a retry may succeed.</param>
/// <param name="cause">The error underneath.</param>
internal sealed class TransferException(string message, bool isTransient, Exception? cause = null) : Exception(message, cause)
{
    public bool IsTransient => isTransient;
}
