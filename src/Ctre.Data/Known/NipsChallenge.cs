namespace Ctre.Data.Known;

/// <summary>
/// Two sets of the feature selection challenge of NIPS 2003. Its valid part is the test part; its test part has no labels.
/// </summary>
internal static class NipsChallenge
{
    private const string Uci = "https://archive.ics.uci.edu/ml/machine-learning-databases/";

    private const string Citation =
        "I. Guyon, S. Gunn, A. Ben-Hur, G. Dror. Result analysis of the NIPS 2003 feature selection challenge. NIPS 2004.";

    /// <summary>Its features differ in spread and are standardized in the papers.</summary>
    public static KnownDataSet Madelon { get; } = new()
    {
        Name = KnownDataSets.Madelon,
        Title = "artificial, 480 of 500 features are noise",
        TrainingRows = 2000,
        TestRows = 600,
        Features = 500,
        Classes = 2,
        Scaler = ScalerKind.Standard,
        License = "CC BY 4.0",
        Citation = Citation,
        Files =
        [
            File("madelon/MADELON/madelon_train.data", "0b6e37711efdc7ab74250c51e7d6966bffd9f8f2b0e9971e882c3a7a380c2314", 4_001_995),
            File("madelon/MADELON/madelon_train.labels", "10bffcc3b017467cb810d326b931951adcbde2b4870faf981da2991993b48689", 5000),
            File("madelon/MADELON/madelon_valid.data", "cb9a46475147de1a58d9f15ef4c318e5b85de344e0f9ab92626fa446aa815dc9", 1_200_599),
            File("madelon/madelon_valid.labels", "fbac32fa87fac41ab731994a1c824e7b25396069bff6df242c01fe240fcb34dc", 1500),
        ],
    };

    public static KnownDataSet Gisette { get; } = new()
    {
        Name = "gisette",
        Title = "handwritten 4 and 9, half of the features are noise",
        TrainingRows = 6000,
        TestRows = 1000,
        Features = 5000,
        Classes = 2,
        License = "CC BY 4.0",
        Citation = Citation,
        Files =
        [
            File("gisette/GISETTE/gisette_train.data", "6d4c5e998afe67937b9e77a3334e03c85e545ebc65a6eb1333ffc14125cfc389"),
            File("gisette/GISETTE/gisette_train.labels", "42bd681fe51b161f033df773df14a0116e492676555ab14616c1b72edc054075"),
            File("gisette/GISETTE/gisette_valid.data", "5cea897956dd172a006132738254a27a8f61ecc1ceb6f5b20639c281d2942254"),
            File("gisette/gisette_valid.labels", "a6b857a0448023f033c4dda2ef848714b4be2ae45ce598d088fb3efb406e08c5"),
        ],
    };

    private static PublishedFile File(string path, string checksum, long? bytes = null) =>
        new(path[(path.LastIndexOf('/') + 1)..], Uci + path) { Checksum = checksum, Bytes = bytes };
}
