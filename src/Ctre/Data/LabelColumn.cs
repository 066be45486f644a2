namespace Ctre.Data;

/// <summary>The column of a text table that held the class labels.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Name">Its name in the header; null for a table without header.</param>
public sealed record LabelColumn(int Index, string? Name)
{
    /// <summary>Its number, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int Index { get; init => field = Checked(value); } = Checked(Index);

    /// <summary>Its name in the header, at most 1,024 characters; null for a table without header.</summary>
    /// <exception cref="ArgumentException">It is longer.</exception>
    public string? Name { get; init => field = NameLength.Checked(value, "a column"); } = NameLength.Checked(Name, "a column");

    private static int Checked(int index) => index >= 0
        ? index
        : throw new ArgumentOutOfRangeException(nameof(index), $"A column has a number of 0 or more, not {index}.");
}
