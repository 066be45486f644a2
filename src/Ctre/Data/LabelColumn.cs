namespace Ctre.Data;

/// <summary>The column of a text table that held the class labels.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Name">Its name in the header; null for a table without header.</param>
public sealed record LabelColumn(int Index, string? Name);
