namespace Ctre.Data.Known;

/// <summary>Small images: the family of MNIST, and CIFAR.</summary>
internal static class ImageSets
{
    private const string Training = "train-images-idx3-ubyte.gz", TrainingLabels = "train-labels-idx1-ubyte.gz";

    private const string Test = "t10k-images-idx3-ubyte.gz", TestLabels = "t10k-labels-idx1-ubyte.gz";

    /// <summary>The authors' own site often refuses; these two mirrors hold the same bytes.</summary>
    public static KnownDataSet Mnist { get; } = new()
    {
        Name = "mnist",
        Title = "handwritten digits",
        TrainingRows = 60_000,
        TestRows = 10_000,
        Features = 784,
        Classes = 10,
        Citation = "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner. Gradient-based learning applied to document recognition. "
            + "Proc. IEEE 86(11), 1998.",
        Files = Digits(
            ["https://storage.googleapis.com/cvdf-datasets/mnist/", "https://ossci-datasets.s3.amazonaws.com/mnist/"],
            (Training, 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            (TrainingLabels, 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            (Test, 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            (TestLabels, 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
    };

    public static KnownDataSet FashionMnist { get; } = Mnist with
    {
        Name = "fashion-mnist",
        Title = "pieces of clothing",
        License = "MIT",
        Citation = "H. Xiao, K. Rasul, R. Vollgraf. Fashion-MNIST: A novel image dataset for benchmarking machine learning algorithms. "
            + "arXiv:1708.07747, 2017.",
        Files = Digits(
            [
                "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
            ],
            (Training, 26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            (TrainingLabels, 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            (Test, 4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            (TestLabels, 5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
    };

    public static KnownDataSet Kmnist { get; } = Mnist with
    {
        Name = "kmnist",
        Title = "handwritten Japanese characters",
        License = "CC BY-SA 4.0",
        Citation = "T. Clanuwat, M. Bober-Irizar, A. Kitamoto, A. Lamb, K. Yamamoto, D. Ha. Deep learning for classical Japanese "
            + "literature. arXiv:1812.01718, 2018.",
        Files = Digits(
            ["https://codh.rois.ac.jp/kmnist/dataset/kmnist/", "http://codh.rois.ac.jp/kmnist/dataset/kmnist/"],
            (Training, 18_165_135, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
            (TrainingLabels, 29_497, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
            (Test, 3_041_136, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
            (TestLabels, 5120, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c")),
    };

    /// <summary>Its archive holds all six divisions of EMNIST; the balanced one is taken out.</summary>
    public static KnownDataSet EmnistBalanced { get; } = new()
    {
        Name = "emnist",
        Title = "handwritten letters and digits (balanced)",
        TrainingRows = 112_800,
        TestRows = 18_800,
        Features = 784,
        Classes = 47,
        Citation = "G. Cohen, S. Afshar, J. Tapson, A. van Schaik. EMNIST: An extension of MNIST to handwritten letters. IJCNN 2017.",
        Files =
        [
            new("gzip.zip",
                "https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip", "https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/gzip.zip")
            {
                Bytes = 561_753_746,
                Checksum = "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e",
                Members =
                [
                    new("gzip/emnist-balanced-train-images-idx3-ubyte.gz"), new("gzip/emnist-balanced-train-labels-idx1-ubyte.gz"),
                    new("gzip/emnist-balanced-test-images-idx3-ubyte.gz"), new("gzip/emnist-balanced-test-labels-idx1-ubyte.gz"),
                    new("gzip/emnist-balanced-mapping.txt"),
                ],
            },
        ],
    };

    public static KnownDataSet Cifar10 { get; } = new()
    {
        Name = "cifar-10",
        Title = "color images of 10 kinds of things",
        TrainingRows = 50_000,
        TestRows = 10_000,
        Features = 3072,
        Classes = 10,
        Citation = "A. Krizhevsky. Learning multiple layers of features from tiny images. Technical report, University of Toronto, 2009.",
        Files =
        [
            Cifar("cifar-10-binary.tar.gz", 170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
            [
                .. Enumerable.Range(1, 5).Select(batch => $"data_batch_{batch}").Append("test_batch")
                    .Select(batch => new ArchiveMember($"cifar-10-batches-bin/{batch}.bin") { Bytes = 30_730_000 }),
                new("cifar-10-batches-bin/batches.meta.txt"),
            ]),
        ],
    };

    public static KnownDataSet Cifar100 { get; } = Cifar10 with
    {
        Name = "cifar-100",
        Title = "color images of 100 kinds of things",
        Classes = 100,
        Files =
        [
            Cifar("cifar-100-binary.tar.gz", 168_513_733, "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
            [
                new("cifar-100-binary/train.bin") { Bytes = 153_700_000 },
                new("cifar-100-binary/test.bin") { Bytes = 30_740_000 },
                new("cifar-100-binary/fine_label_names.txt"),
                new("cifar-100-binary/coarse_label_names.txt"),
            ]),
        ],
    };

    private static IReadOnlyList<PublishedFile> Digits(string[] folders, params (string Name, long Bytes, string Checksum)[] files) =>
        [.. files.Select(file => new PublishedFile(file.Name, [.. folders.Select(folder => folder + file.Name)])
        {
            Bytes = file.Bytes,
            Checksum = file.Checksum,
        })];

    private static PublishedFile Cifar(string name, long bytes, string checksum, IReadOnlyList<ArchiveMember> members) =>
        new(name, "https://www.cs.toronto.edu/~kriz/" + name, "https://cave.cs.toronto.edu/kriz/" + name)
        {
            Bytes = bytes,
            Checksum = checksum,
            Members = members,
        };
}
