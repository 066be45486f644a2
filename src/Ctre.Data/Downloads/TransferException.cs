namespace Ctre.Data.Downloads;

/// <summary>A transfer from one address failed.</summary>
/// <param name="message">What happened, as the end of a sentence that begins with the address.</param>
/// <param name="isPassing">Whether it may go well another time.</param>
/// <param name="cause">The error underneath.</param>
internal sealed class TransferException(string message, bool isPassing, Exception? cause = null) : Exception(message, cause)
{
    public bool IsPassing => isPassing;
}
