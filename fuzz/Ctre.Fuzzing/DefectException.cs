namespace Ctre.Fuzzing;

/// <summary>What a file must never do has happened.</summary>
internal sealed class DefectException(string message, Exception? cause = null) : Exception(message, cause);
