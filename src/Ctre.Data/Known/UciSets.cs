namespace Ctre.Data.Known;

/// <summary>Sets of the UCI Machine Learning Repository.</summary>
internal static class UciSets
{
    private const string Uci = "https://archive.ics.uci.edu/ml/machine-learning-databases/", License4 = "CC BY 4.0";

    public static KnownDataSet Isolet { get; } = new()
    {
        Name = "isolet",
        Title = "spoken names of letters",
        TrainingRows = 6238,
        TestRows = 1559,
        Features = 617,
        Classes = 26,
        License = License4,
        Citation = "M. Fanty, R. Cole. Spoken letter recognition. NIPS 3, 1991.",
        Table = new("isolet1+2+3+4.data", "isolet5.data"),
        Files =
        [
            new("isolet1+2+3+4.data.Z", Uci + "isolet/isolet1+2+3+4.data.Z")
            {
                Members = [new("isolet1+2+3+4.data") { Bytes = 32_445_949, Checksum = "c4981ec8b793dafd2a5ba79696ca5e92" }],
            },
            new("isolet5.data.Z", Uci + "isolet/isolet5.data.Z")
            {
                Members = [new("isolet5.data") { Bytes = 8_110_875, Checksum = "b9fa171e8494aad3c44f7141f58a3147" }],
            },
        ],
    };

    public static KnownDataSet Har { get; } = new()
    {
        Name = "har",
        Title = "human activities by the sensors of a phone",
        TrainingRows = 7352,
        TestRows = 2947,
        Features = 561,
        Classes = 6,
        License = License4,
        Citation = "D. Anguita, A. Ghio, L. Oneto, X. Parra, J. L. Reyes-Ortiz. Human activity recognition on smartphones using a "
            + "multiclass hardware-friendly support vector machine. IWAAL 2012.",
        Files =
        [
            new("UCI HAR Dataset.zip", Uci + "00240/UCI%20HAR%20Dataset.zip")
            {
                Bytes = 60_999_314,
                Checksum = "2045e435c955214b38145fb5fa00776c72814f01b203fec405152dac7d5bfeb0",
                Members =
                [
                    new("UCI HAR Dataset/train/X_train.txt") { Bytes = 66_006_256 },
                    new("UCI HAR Dataset/train/y_train.txt") { Bytes = 14_704 },
                    new("UCI HAR Dataset/test/X_test.txt") { Bytes = 26_458_166 },
                    new("UCI HAR Dataset/test/y_test.txt") { Bytes = 5894 },
                    new("UCI HAR Dataset/features.txt") { Bytes = 15_785 },
                    new("UCI HAR Dataset/activity_labels.txt") { Bytes = 80 },
                    new("UCI HAR Dataset/README.txt"),
                ],
            },
        ],
    };

    /// <summary>Of its 54 features 44 are flags, some of them rare: standardized, those would dominate all others.</summary>
    public static KnownDataSet Covertype { get; } = new()
    {
        Name = "covertype",
        Title = "forest cover by cartographic variables",
        TrainingRows = 581_012,
        Features = 54,
        Classes = 7,
        License = License4,
        Citation = "J. A. Blackard, D. J. Dean. Comparative accuracies of artificial neural networks and discriminant analysis in "
            + "predicting forest cover types from cartographic variables. Computers and Electronics in Agriculture 24(3), 1999.",
        Table = new("covtype.data", Label: "-1"),
        Files =
        [
            new("covtype.data.gz", Uci + "covtype/covtype.data.gz", "https://ndownloader.figshare.com/files/5976039")
            {
                Bytes = 11_240_707,
                Checksum = "614360d0257557dd1792834a85a1cdebfadc3c4f30b011d56afee7ffb5b15771",
            },
        ],
    };

    /// <summary>By convention the last 500,000 rows are for testing. Its momenta have long tails, so they are standardized.</summary>
    public static KnownDataSet Higgs { get; } = new()
    {
        Name = "higgs",
        Title = "simulated particle collisions, signal or background",
        TrainingRows = 10_500_000,
        TestRows = 500_000,
        Features = 28,
        Classes = 2,
        Scaler = ScalerKind.Standard,
        License = License4,
        Citation = "P. Baldi, P. Sadowski, D. Whiteson. Searching for exotic particles in high-energy physics with deep learning. "
            + "Nature Communications 5, 2014.",
        SupportsRowLimit = true,
        Table = new("HIGGS.csv", Label: "0"),
        Files =
        [
            new("HIGGS.csv.gz", Uci + "00280/HIGGS.csv.gz", "http://mlphysics.ics.uci.edu/data/higgs/HIGGS.csv.gz")
            {
                Bytes = 2_816_407_858,
                Checksum = "ea302c18164d4e3d916a1e2e83a9a8d07069fa6ebc7771e4c0540d54e593b698",
            },
        ],
    };
}
