namespace Ctre.Data.Known;

/// <summary>
/// The public data sets that are known by name. Checksums and sizes are the publishers' or those that widely used libraries pin
/// (tensorflow-datasets, torchvision, scikit-learn); docs/data.md says which.
/// </summary>
public static class KnownDataSets
{
    internal const string Madelon = "madelon";

    /// <summary>All of them: the paper's first, then others.</summary>
    public static IReadOnlyList<KnownDataSet> All { get; } =
    [
        NipsChallenge.Madelon, UciSets.Isolet, UciSets.Har,
        ImageSets.Mnist, ImageSets.FashionMnist, ImageSets.Kmnist, ImageSets.EmnistBalanced, ImageSets.Cifar10, ImageSets.Cifar100,
        FeatureSelectionSets.Pcmac, FeatureSelectionSets.Basehock, FeatureSelectionSets.Relathe,
        FeatureSelectionSets.Coil20, FeatureSelectionSets.Usps,
        NipsChallenge.Gisette, UciSets.Covertype, UciSets.Higgs,
    ];

    /// <summary>The data set of this name, in any case; null if there is none.</summary>
    /// <param name="name">A name such as <c>mnist</c>.</param>
    public static KnownDataSet? Find(string name) => All.FirstOrDefault(set => set.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Their names, in the same order.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. All.Select(set => set.Name)];

    /// <summary>The known name that a mistyped one is nearest to; null if none is near.</summary>
    internal static string? Nearest(string name) => EditDistance.Nearest(name, Names);
}
