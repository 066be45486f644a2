using System.Text;
using Ctre.Data;
using static Ctre.Tests.Data.Formats.ArrayBytes;

namespace Ctre.Tests.Data.Formats;

public sealed class NpyReaderTests
{
    private static readonly byte[] Features = Npy("<f4", "(3, 2)", Floats(1, 2, 3, float.NaN, 5, 6));
    private static readonly byte[] Labels = Npy("<i4", "(3,)", Integers(7, -1, 7));

    private static LoadedData Load(TemporaryFolder folder, string name = "X.npy", string? label = null) =>
        DataSource.Load(Path.Combine(folder.Path, name), new DataSourceOptions { Label = label });

    private static string Refusal(byte[] features, byte[]? labels = null, string? label = null)
    {
        using TemporaryFolder folder = new();
        folder.Write("X.npy", features);
        folder.Write("y.npy", labels ?? Labels);
        return Assert.Throws<InputException>(() => Load(folder, label: label)).Message.Replace(folder.Path, "");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_become_features_and_numbers_beside_them_become_classes(bool packed)
    {
        using TemporaryFolder folder = new();
        folder.Write(packed ? "X.npy.gz" : "X.npy", packed ? TemporaryFolder.Gzip(Features) : Features);
        folder.Write(packed ? "y.npy.gz" : "y.npy", packed ? TemporaryFolder.Gzip(Labels) : Labels);
        Dataset data = Load(folder, packed ? "X.npy.gz" : "X.npy").Training;
        Assert.Equal(("X", 3, 2), (data.Name, data.Rows, data.Features));
        Assert.Equal([5, 6], data.Row(2).ToArray());
        Assert.True(float.IsNaN(data.Row(1)[1]));
        Assert.Equal(["-1", "7"], data.ClassNames);
        Assert.Equal([1, 0, 1], data.Labels.ToArray());
    }

    [Theory]
    [InlineData("X.npy", "y.npy")]
    [InlineData("x.npy", "Y.npy")]
    [InlineData("X_train.npy", "y_train.npy")]
    [InlineData("train_data.npy", "train_labels.npy")]
    [InlineData("images.npy", "target.npy.gz")]
    [InlineData("flowers.npy", "flowers_labels.npy")]
    [InlineData("flowers.npy", "flowers_y.npy")]
    public void Labels_are_found_beside_by_name(string features, string labels)
    {
        using TemporaryFolder folder = new();
        folder.Write(features, Features);
        folder.Write(labels, Labels);
        folder.Write("y_test.npy", Npy("|u1", "(1,)", [9]));
        folder.Write("notes.txt", "");
        Assert.Equal(["-1", "7"], Load(folder, features).Training.ClassNames);
    }

    [Fact]
    public void The_test_part_beside_a_train_part_is_read_with_it_alone_or_as_a_folder()
    {
        using TemporaryFolder folder = new();
        folder.Write("X_train.npy", Features);
        folder.Write("y_train.npy", Labels);
        folder.Write("X_test.npy", Npy("|u1", "(1, 2)", [8, 9]));
        folder.Write("y_test.npy", Npy("|u1", "(1,)", [7]));
        foreach (string named in new[] { "X_train.npy", "" })
        {
            LoadedData loaded = Load(folder, named);
            Assert.Equal((3, 1), (loaded.Training.Rows, loaded.Test!.Rows));
            Assert.Equal([8, 9], loaded.Test.Row(0).ToArray());
        }

        Assert.Equal(1, DataSource.LoadForPrediction(folder.Path, FeatureColumn.UnnamedList(2), new DataSourceOptions()).Rows);
        Assert.Equal(3, DataSource.LoadForPrediction(Path.Combine(folder.Path, "X_train.npy"), FeatureColumn.UnnamedList(2),
            new DataSourceOptions()).Rows);
    }

    [Fact]
    public void Labels_may_be_missing_for_a_trained_model_only()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("new.npy", Features);
        Assert.Contains("there is no file of labels beside it", Assert.Throws<InputException>(() => Load(folder, "new.npy")).Message);
        Assert.False(DataSource.LoadForPrediction(path, FeatureColumn.UnnamedList(2), new DataSourceOptions()).IsLabeled);
        Assert.Contains("has 2 features, the model expects 5", Assert.Throws<InputException>(() =>
            DataSource.LoadForPrediction(path, FeatureColumn.UnnamedList(5), new DataSourceOptions())).Message);
    }

    [Fact]
    public void A_column_is_the_label_if_asked_for_and_stays_it_for_the_model()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("table.npy", Npy("<f8", "(2, 3)", Doubles(1, 2, 0, 4, 5, 1)));
        Dataset data = Load(folder, "table.npy", "-1").Training;
        Assert.Equal((2, 2), (data.Features, data.Label!.Index));
        Assert.Equal([4, 5], data.Row(1).ToArray());
        Assert.Equal(["0", "1"], data.ClassNames);
        Dataset rows = DataSource.LoadForPrediction(path, FeatureColumn.UnnamedList(2), new DataSourceOptions(), data.Label);
        Assert.Equal([0, 1], rows.Labels.ToArray());
        Assert.False(DataSource.LoadForPrediction(path, FeatureColumn.UnnamedList(2), new DataSourceOptions(), data.Label,
            skipLabels: true).IsLabeled);
        Assert.Contains("has no column '3'", Refusal(Features, label: "3"));
        Assert.Contains("has one column only", Refusal(Npy("|u1", "(3,)", [1, 2, 3]), label: "0"));
    }

    [Fact]
    public void Texts_and_truth_values_can_be_labels()
    {
        Assert.Equal(["b", "né"], Classes(Npy("<U2", "(3,)", Encoding.UTF32.GetBytes("b\0néb\0"))));
        Assert.Equal(["a", "bc"], Classes(Npy("|S2", "(3, 1)", "bca\0a\0"u8.ToArray())));
        Assert.Equal(["0", "1"], Classes(Npy("|b1", "(1, 3)", [0, 1, 1])));
        Assert.Equal(["9223372036854775807", "9223372036854775808"],
            Classes(Npy(">u8", "(3,)", [127, 255, 255, 255, 255, 255, 255, 255, .. Big(), .. Big()])));

        static byte[] Big() => [128, 0, 0, 0, 0, 0, 0, 0];

        static IReadOnlyList<string> Classes(byte[] labels)
        {
            using TemporaryFolder folder = new();
            folder.Write("X.npy", Features);
            folder.Write("y.npy", labels);
            return Load(folder).Training.ClassNames;
        }
    }

    [Fact]
    public void Numbers_that_cannot_be_features_are_named_with_their_place()
    {
        Assert.Contains("X.npy, row 2, column 1: 'Infinity' is not a finite number",
            Refusal(Npy("<f4", "(3, 2)", Floats(1, 2, float.PositiveInfinity, 4, 5, 6))));
        Assert.Contains("X.npy, row 3, column 2: '-1E+39' is too large", Refusal(Npy("<f8", "(3, 2)", Doubles(1, 2, 3, 4, 5, -1e39))));
        Assert.Contains("X.npy, row 1, column 2: '1E+39' is too large",
            Refusal(Npy("<f8", "(3, 2)", Doubles(1, 3, 5, 1e39, 4, 6), fortranOrder: true)));
    }

    [Fact]
    public void Labels_that_cannot_be_classes_are_refused()
    {
        Assert.Contains("y.npy, row 2, column 1: the label '1.5' is not an integer: a continuous target",
            Refusal(Features, Npy("<f8", "(3,)", Doubles(1, 1.5, 2))));
        Assert.Contains("the label 'NaN' is not finite", Refusal(Features, Npy("<f4", "(3,)", Floats(1, float.NaN, 2))));
        Assert.Contains("y.npy has 2 labels for the 3 rows of", Refusal(Features, Npy("|u1", "(2,)", [1, 2])));
        Assert.Contains("has the shape (3, 2); labels are one number or text per row", Refusal(Features, Features));
        Assert.Contains("has the shape (); labels are one", Refusal(Features, Npy("|u1", "()", [1])));
        Assert.Contains("the label is empty", Refusal(Features, Npy("<U0", "(3,)", [])));
        Assert.Contains("row 2: the text is not Unicode", Refusal(Features, Npy("<U1", "(3,)", [65, 0, 0, 0, 0, 0, 0, 255, 65, 0, 0, 0])));
        Assert.Contains("row 1: the text is not UTF-8", Refusal(Features, Npy("|S1", "(3,)", [255, 65, 65])));
        Assert.Contains("number 3 is not there", Refusal(Features, Npy("|S1", "(3,)", [65, 65])));
        using TemporaryFolder folder = new();
        foreach ((string name, byte[] content) in new[] { ("X.npy", Features), ("y.npy", Labels), ("Y.npy", Labels) })
            folder.Write(name, content);
        Assert.Contains("holds Y and y: it is not clear which one is meant", Assert.Throws<InputException>(() => Load(folder)).Message);
    }

    [Fact]
    public void Wrong_files_are_refused_with_the_reason()
    {
        Assert.Contains("X.npy is not a NumPy array: it begins with 312C320A", Refusal("1,2\n"u8.ToArray()));
        Assert.Contains("X.npy is not a NumPy array: it begins with .", Refusal([]));
        Assert.Contains("ends inside its NumPy header", Refusal(Features[..30]));
        Assert.Contains("format version 4.0", Refusal([.. Features[..6], 4, 0, .. Features[8..]]));
        Assert.Contains("announces 4294967295 bytes", Refusal([.. Features[..6], 2, 0, 255, 255, 255, 255]));
        Assert.Contains("Python objects (a pickle), which are never loaded", Refusal(Npy("|O", "(3, 2)", [])));
        Assert.Contains("data type '<c8'", Refusal(Npy("<c8", "(3, 2)", new byte[48])));
        Assert.Contains("data type '<f16'", Refusal(Npy("<f16", "(3, 2)", new byte[96])));
        Assert.Contains("data type ''", Refusal(Npy("", "(3, 2)", [])));
        Assert.Contains("records of several fields",
            Refusal(NpyHeader("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (3,), }", [])));
        Assert.Contains("holds texts; features must be numbers", Refusal(Npy("<U1", "(3, 2)", new byte[24])));
        Assert.Contains("holds a single number", Refusal(Npy("<f4", "()", Floats(1))));
        Assert.Contains("(3, 1, 2) in Fortran order", Refusal(Npy("<f4", "(3, 1, 2)", Floats(1, 2, 3, 4, 5, 6), fortranOrder: true)));
        Assert.Contains("is empty: its shape is (0, 2)", Refusal(Npy("<f4", "(0, 2)", [])));
        Assert.Contains("24 bytes) are announced, 23 bytes are there", Refusal(Features[..^1]));
        Assert.Contains("has more bytes after the 6 elements of its shape (3, 2)", Refusal([.. Features, 0]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2)")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), } x")]
    [InlineData("{'descr': '<f4', 'fortran_order': false, 'shape': (3, 2), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, -2), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 99999999999999999999), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': [3, 2], }")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'shape': (3, 2), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'size': 6, }")]
    [InlineData("{'descr': '<f4, 'fortran_order': False, 'shape': (3, 2), }")]
    public void A_header_that_is_no_such_dictionary_is_refused(string header) =>
        Assert.Contains("its NumPy header is damaged at character", Refusal(NpyHeader(header, Floats(1, 2, 3, 4, 5, 6))));

    [Fact]
    public void A_header_may_be_written_as_Python_2_did_and_in_any_order()
    {
        using TemporaryFolder folder = new();
        folder.Write("X.npy", NpyHeader("{\"shape\": (3L, 2L), 'fortran_order':False,'descr': '|i1'}   ", [1, 2, 3, 4, 5, 250]));
        folder.Write("y.npy", Labels);
        Assert.Equal([5, -6], Load(folder).Training.Row(2).ToArray());
    }

    [Theory]
    [InlineData("(50000, 50000)", "bytes are there")]
    [InlineData("(1, 2500000000)", "rows and columns are allowed")]
    [InlineData("(1, 2000000000)", "bytes are there")]
    [InlineData("(999999999999, 99999999999999, 9999999999)", "more elements than any file holds")]
    public void A_header_alone_allocates_nothing(string shape, string reason)
    {
        foreach (bool packed in new[] { false, true })
        {
            byte[] bytes = Npy("<f4", shape, [1, 2, 3, 4, 5, 6, 7, 8]);
            using TemporaryFolder folder = new();
            string path = folder.Write("X.npy", packed ? TemporaryFolder.Gzip(bytes) : bytes);
            folder.Write("y.npy", Labels);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Contains(reason, Assert.Throws<InputException>(() => DataSource.Load(path, new DataSourceOptions())).Message);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        }
    }
}
