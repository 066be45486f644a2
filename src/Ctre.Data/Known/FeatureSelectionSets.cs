namespace Ctre.Data.Known;

/// <summary>
/// Sets of the feature selection repository of Arizona State University (scikit-feature), as MATLAB files. It publishes neither
/// checksums nor a division into training and test rows, nor a license of the data.
/// </summary>
internal static class FeatureSelectionSets
{
    private const string Collected = " Collected by J. Li et al. Feature selection: A data perspective. ACM Computing Surveys 50(6), 2017.";

    private const string Newsgroups = "K. Lang. NewsWeeder: Learning to filter netnews. ICML 1995." + Collected;

    public static KnownDataSet Pcmac { get; } = Set("pcmac", "PCMAC", "two newsgroups on PC and Mac hardware", Newsgroups, 1943, 3289, 2);

    public static KnownDataSet Basehock { get; } = Set(
        "basehock", "BASEHOCK", "two newsgroups on baseball and hockey", Newsgroups, 1993, 4862, 2);

    public static KnownDataSet Relathe { get; } = Set(
        "relathe", "RELATHE", "two newsgroups on religion and atheism", Newsgroups, 1427, 4322, 2);

    public static KnownDataSet Coil20 { get; } = Set(
        "coil20", "COIL20", "images of 20 objects that turn",
        "S. A. Nene, S. K. Nayar, H. Murase. Columbia object image library (COIL-20). Technical report CUCS-005-96, 1996." + Collected,
        1440, 1024, 20);

    public static KnownDataSet Usps { get; } = Set(
        "usps", "USPS", "handwritten digits of 16 × 16 pixels",
        "J. J. Hull. A database for handwritten text recognition research. IEEE PAMI 16(5), 1994." + Collected,
        9298, 256, 10);

    private static KnownDataSet Set(string name, string file, string title, string citation, int rows, int features, int classes) => new()
    {
        Name = name,
        Title = title,
        TrainingRows = rows,
        Features = features,
        Classes = classes,
        Citation = citation,
        Files =
        [
            new(file + ".mat",
                $"https://jundongl.github.io/scikit-feature/files/datasets/{file}.mat",
                $"https://raw.githubusercontent.com/jundongl/scikit-feature/master/skfeature/data/{file}.mat"),
        ],
    };
}
