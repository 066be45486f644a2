namespace Ctre.Data.Known;

/// <summary>The text tables that a known set is published as; each may be packed with gzip.</summary>
/// <param name="Training">The file of the rows to train on, or of all.</param>
/// <param name="Test">The file of the rows to test on; null if they are the last rows of the other, or there are none.</param>
/// <param name="Label">The label column: a number from 0, negative from the end; null for the last.</param>
internal sealed record KnownTable(string Training, string? Test = null, string? Label = null);
