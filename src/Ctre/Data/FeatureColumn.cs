using System.Globalization;

namespace Ctre.Data;

/// <summary>What is known of one feature before it is encoded: a column of numbers or of categories.</summary>
/// <param name="Name">Its name; null where the data have no names.</param>
/// <param name="Categories">
/// The texts in a column of categories, whose cells then hold positions in this list; null for a column of numbers.
/// </param>
public sealed record FeatureColumn(string? Name, IReadOnlyList<string>? Categories = null)
{
    /// <summary>Its name, at most 1,024 characters; null where the data have no names.</summary>
    /// <exception cref="ArgumentException">It is longer.</exception>
    public string? Name { get; init => field = NameLength.Checked(value, "a column"); } = NameLength.Checked(Name, "a column");

    /// <summary>A column of numbers without a name.</summary>
    public static FeatureColumn Unnamed { get; } = new(Name: null);

    /// <summary>Columns of numbers without names; their memory does not depend on how many they are.</summary>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<FeatureColumn> UnnamedList(int count) => new GeneratedColumns(count, _ => Unnamed);

    /// <summary>Columns of numbers named 0, 1, 2, …; their memory does not depend on how many they are.</summary>
    internal static IReadOnlyList<FeatureColumn> NumberedList(int count) =>
        new GeneratedColumns(count, index => new FeatureColumn(index.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What messages call a column: its name, or its number from 1.</summary>
    internal static string Called(IReadOnlyList<FeatureColumn> columns, int index) =>
        columns[index].Name is { } name ? $"column {index + 1} ({CellText.Quote(name)})" : $"column {index + 1}";

    private sealed class GeneratedColumns(int count, Func<int, FeatureColumn> at) : IReadOnlyList<FeatureColumn>
    {
        public int Count => count;

        public FeatureColumn this[int index] =>
            (uint)index < (uint)count ? at(index) : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<FeatureColumn> GetEnumerator() => Enumerable.Range(0, count).Select(at).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
