namespace Ctre.Data.Formats.Arrays;

/// <summary>
/// What arrays are called that hold features or labels, of all rows or of a train or test part: <c>X</c> and <c>y</c>, <c>x_train</c>
/// and <c>y_train</c>, <c>data</c> and <c>target</c>. Case and underscores don't count.
/// </summary>
internal static class ArrayNames
{
    public const string Train = "train", Test = "test", Whole = "";

    // In order of preference; arr_0 and arr_1 are what numpy.savez calls arrays without names, fea and gnd are common in MATLAB.
    private static ReadOnlySpan<string> FeatureNames => new[] { "x", "data", "features", "images", "fea", "arr0" };

    private static ReadOnlySpan<string> LabelNames => new[] { "y", "target", "targets", "label", "labels", "gnd", "arr1" };

    /// <summary>The name among those given that holds the features of a part; null if there is none.</summary>
    /// <exception cref="InputException">Two names would do.</exception>
    public static string? Features(IEnumerable<string> names, string part, string place) => Find(names, part, FeatureNames, place);

    /// <summary>The name among those given that holds the labels of a part; null if there is none.</summary>
    /// <exception cref="InputException">Two names would do.</exception>
    public static string? Labels(IEnumerable<string> names, string part, string place) => Find(names, part, LabelNames, place);

    /// <summary>Whether an array of that name may be one of features.</summary>
    public static bool MayBeFeatures(string name) => FeatureNames.Contains(Split(name).Bare);

    /// <summary>Whether an array of that name may be one of labels.</summary>
    public static bool MayBeLabels(string name) => LabelNames.Contains(Split(name).Bare);

    /// <summary>The part of the rows that a name stands for, and what is left of the name.</summary>
    public static (string Part, string Bare) Split(string name)
    {
        string plain = name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        foreach (string part in (string[])[Train, Test])
        {
            if (plain.StartsWith(part, StringComparison.Ordinal)) return (part, plain[part.Length..]);
            if (plain.EndsWith(part, StringComparison.Ordinal)) return (part, plain[..^part.Length]);
        }

        return (Whole, plain);
    }

    private static string? Find(IEnumerable<string> names, string part, ReadOnlySpan<string> wanted, string place)
    {
        (string? found, int best) = (null, wanted.Length);
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            (string itsPart, string bare) = Split(name);
            int rank = itsPart == part ? wanted.IndexOf(bare) : -1;
            if (rank < 0 || rank > best) continue;
            if (rank == best)
                throw new InputException($"{place} holds {found} and {name}: it is not clear which one is meant; keep one of them.");
            (found, best) = (name, rank);
        }

        return found;
    }
}
