using Ctre.Data.Formats.Text;
using Ctre.Data.Formats;
using Ctre.Data;
using Ctre.Data.Known;

namespace Ctre.Tests.Data;

public sealed class DataSourceTests
{
    private static readonly DataSourceOptions Plain = new();

    private static string Refusal(string data, DataSourceOptions? options = null) =>
        Assert.Throws<InputException>(() => DataSource.Load(data, options ?? Plain)).Message;

    private static void WriteDigits(TemporaryFolder folder, string name)
    {
        folder.Write(name + "/train-images-idx3-ubyte", TemporaryFolder.Idx([2, 1, 2], 1, 2, 3, 4));
        folder.Write(name + "/train-labels-idx1-ubyte", TemporaryFolder.Idx([2], 0, 1));
        folder.Write(name + "/t10k-images-idx3-ubyte", TemporaryFolder.Idx([1, 1, 2], 5, 6));
        folder.Write(name + "/t10k-labels-idx1-ubyte", TemporaryFolder.Idx([1], 1));
    }

    private static void WritePair(TemporaryFolder folder, string name)
    {
        folder.Write($"{name}/{name}_train.data", "1 2\n3 4\n");
        folder.Write($"{name}/{name}_train.labels", "-1\n1\n");
        folder.Write($"{name}/{name}_valid.data", "5 6\n");
        folder.Write($"{name}/{name}_valid.labels", "1\n");
    }

    [Fact]
    public void Madelon_is_built_in()
    {
        LoadedData loaded = DataSource.Load("madelon", Plain);
        Assert.Equal((2000, 600), (loaded.Training.Rows, loaded.Test!.Rows));
        Assert.Equal(ScalerKind.Standard, loaded.Training.PreferredScaler);
        Assert.Equal(600, DataSource.LoadForPrediction("madelon", FeatureColumn.UnnamedList(500), Plain).Rows);
    }

    [Fact]
    public void An_explicit_folder_replaces_the_built_in_madelon()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(500, DataSource.Load("madelon", new() { DataDirectory = folder.Path }).Training.Features);
        WritePair(folder, "madelon");
        LoadedData loaded = DataSource.Load("madelon", new() { DataDirectory = folder.Path });
        Assert.Equal(("madelon", 2), (loaded.Training.Name, loaded.Training.Features));
        Assert.Equal(ScalerKind.Standard, loaded.Training.PreferredScaler);
    }

    [Fact]
    public void A_known_name_is_found_in_the_data_folder()
    {
        using TemporaryFolder folder = new();
        WriteDigits(folder, "mnist");
        LoadedData loaded = DataSource.Load("mnist", new() { DataDirectory = folder.Path });
        Assert.Equal(("mnist", 2, 1), (loaded.Training.Name, loaded.Training.Rows, loaded.Test!.Rows));
        Assert.Equal(ScalerKind.MinMax, loaded.Training.PreferredScaler);
    }

    [Fact]
    public void A_known_name_that_is_missing_says_where_it_was_looked_for()
    {
        using TemporaryFolder folder = new();
        string message = Refusal("kmnist", new() { DataDirectory = folder.Path });
        Assert.Contains($"looked for a folder kmnist in {folder.Path}, ", message);
        Assert.Contains(Path.Combine("ctre", "data"), message);
        Assert.Contains("ctre data get kmnist fetches it", message);
        Directory.CreateDirectory(Path.Combine(folder.Path, "kmnist"));
        Assert.Contains("holds no data set in a known layout", Refusal("kmnist", new() { DataDirectory = folder.Path }));
    }

    [Theory]
    [InlineData("mnits", "did you mean mnist?")]
    [InlineData("Madelon", "did you mean madelon?")]
    [InlineData("fashion_mnist", "did you mean fashion-mnist?")]
    [InlineData("nowhere.csv", "'nowhere.csv' is not a file, a folder or a known data set (madelon, isolet,")]
    public void A_mistyped_name_gets_a_suggestion(string data, string message) => Assert.Contains(message, Refusal(data));

    [Fact]
    public void Emnist_is_recognized_and_its_mapping_names_the_classes()
    {
        using TemporaryFolder folder = new();
        const string prefix = "emnist/emnist-balanced-";
        folder.Write(prefix + "train-images-idx3-ubyte.gz", TemporaryFolder.Gzip(TemporaryFolder.Idx([2, 1, 2], 1, 2, 3, 4)));
        folder.Write(prefix + "train-labels-idx1-ubyte.gz", TemporaryFolder.Gzip(TemporaryFolder.Idx([2], 0, 1)));
        folder.Write(prefix + "test-images-idx3-ubyte", TemporaryFolder.Idx([1, 1, 2], 5, 6));
        folder.Write(prefix + "test-labels-idx1-ubyte", TemporaryFolder.Idx([1], 1));
        DataSourceOptions options = new() { DataDirectory = folder.Path };
        Assert.Equal(["0", "1"], DataSource.Load("emnist", options).Training.ClassNames);
        string mapping = folder.Write(prefix + "mapping.txt", "0 65\r\n1 66\r\n2 97 67\r\n");
        LoadedData loaded = DataSource.Load("emnist", options);
        Assert.Equal(("emnist", 2, 1), (loaded.Training.Name, loaded.Training.Rows, loaded.Test!.Rows));
        Assert.Equal(["A", "B", "a"], loaded.Training.ClassNames);
        Assert.Equal(["A", "B", "a"], loaded.Test.ClassNames);

        File.WriteAllText(mapping, "0 65\n");
        Assert.Contains("mapping.txt has no character for label 1", Refusal("emnist", options));
        File.WriteAllText(mapping, "0 A\n");
        Assert.Contains("mapping.txt, line 1: '0 A' is not a label with the number of its character", Refusal("emnist", options));
        folder.Write("emnist/emnist-letters-train-images-idx3-ubyte", "");
        Assert.Contains("holds 2 sets", Refusal("emnist", options));
    }

    [Fact]
    public void Known_tables_have_their_labels_where_they_are_published()
    {
        using TemporaryFolder folder = new();
        folder.Write("covertype/covtype.data.gz", TemporaryFolder.Gzip("7,8,5\n9,8,2\n"u8.ToArray()));
        folder.Write("mine/HIGGS.csv", "1.0e+00,7,8\n0.0e+00,9,8\n");
        LoadedData cover = DataSource.Load("covertype", new() { DataDirectory = folder.Path });
        Assert.Equal(("covertype", ScalerKind.MinMax), (cover.Training.Name, cover.Training.PreferredScaler));
        Assert.Equal(["2", "5"], cover.Training.ClassNames);
        LoadedData higgs = DataSource.Load(Path.Combine(folder.Path, "mine"), Plain);
        Assert.Equal(["0", "1"], higgs.Training.ClassNames);
        Assert.Equal([7, 8], higgs.Training.Row(0).ToArray());
        Assert.Equal(ScalerKind.Standard, higgs.Training.PreferredScaler);
    }

    [Fact]
    public void The_last_rows_of_a_complete_set_are_its_test_part()
    {
        KnownDataSet set = KnownDataSets.Find("higgs")! with { TrainingRows = 3, TestRows = 2 };
        Dataset all = new("higgs", 2, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [0, 1, 1, 0, 1], ["0", "1"]) { Columns = [new("a"), new("b")] };
        LoadedData divided = KnownTables.Divide(set, all);
        Assert.Equal((3, 2), (divided.Training.Rows, divided.Test!.Rows));
        Assert.Equal([4, 5], divided.Training.Row(2).ToArray());
        Assert.Equal([6, 7], divided.Test.Row(0).ToArray());
        Assert.Equal([0, 1], divided.Test.Labels.ToArray());
        Assert.Equal("b", divided.Test.Columns[1].Name);
        Assert.Null(KnownTables.Divide(set with { TrainingRows = 4 }, all).Test);
    }

    [Fact]
    public void Folders_are_recognized_by_their_files()
    {
        using TemporaryFolder folder = new();
        WriteDigits(folder, "digits");
        WritePair(folder, "toy");
        WritePair(folder, "MADELON");
        folder.Write("spoken/isolet1+2+3+4.data", "1, 2, 1.\n3, 4, 2.\n");
        folder.Write("spoken/isolet5.data", "5, 6, 2.\n");

        LoadedData digits = DataSource.Load(Path.Combine(folder.Path, "digits") + "/", Plain);
        Assert.Equal(("digits", 1), (digits.Training.Name, digits.Test!.Rows));
        LoadedData toy = DataSource.Load(Path.Combine(folder.Path, "toy"), Plain);
        Assert.Equal((ScalerKind.MinMax, 1), (toy.Training.PreferredScaler, toy.Test!.Rows));
        Assert.Equal(ScalerKind.Standard, DataSource.Load(Path.Combine(folder.Path, "MADELON"), Plain).Training.PreferredScaler);
        LoadedData spoken = DataSource.Load(Path.Combine(folder.Path, "spoken"), Plain);
        Assert.Equal(("spoken", 2, 1), (spoken.Training.Name, spoken.Training.Rows, spoken.Test!.Rows));
        Assert.Equal(["1", "2"], spoken.Training.ClassNames);
        Assert.Contains("holds no data set", Refusal(folder.Path));
        Assert.Contains("holds no data set", Refusal(Path.Combine(folder.Path, "toy"), new() { Format = "idx" }));
    }

    [Fact]
    public void Files_are_recognized_by_name_and_content()
    {
        using TemporaryFolder folder = new();
        WriteDigits(folder, "digits");
        WritePair(folder, "toy");
        string table = folder.Write("table.data", "1,2,a\n3,4,b\n");
        Assert.Equal(2, DataSource.Load(Path.Combine(folder.Path, "digits", "train-images-idx3-ubyte"), Plain).Training.Rows);
        Assert.Equal(1, DataSource.Load(Path.Combine(folder.Path, "toy", "toy_train.data"), Plain).Test!.Rows);
        Assert.Equal(["a", "b"], DataSource.Load(table, Plain).Training.ClassNames);
        string numbers = folder.Write("n.csv", "1,2,5\n3,4,6\n");
        Assert.Equal(["1", "3"], DataSource.Load(numbers, new() { Label = "0" }).Training.ClassNames);
        Assert.Contains("no file of labels beside it", Refusal(table, new() { Format = "idx" }));
        Assert.Contains("no .labels file", Refusal(table, new() { Format = "uci" }));
    }

    [Fact]
    public void A_test_file_replaces_the_test_part_and_shares_the_label_choice()
    {
        using TemporaryFolder folder = new();
        string train = folder.Write("train.csv", "kind,u,v\na,1,2\nb,3,4\n");
        string test = folder.Write("test.csv", "kind,u,v\nb,5,6\n");
        LoadedData loaded = DataSource.Load(train, new() { Label = "kind", TestPath = test });
        Assert.Equal([5, 6], loaded.Test!.Row(0).ToArray());
        Assert.Contains("there is no such file", Refusal(train, new() { Label = "kind", TestPath = test + "x" }));
        Assert.Contains("is a folder", Refusal(train, new() { Label = "kind", TestPath = folder.Path }));
        Assert.Contains("test.csv has no column 'w'", Refusal(test, new() { Label = "w" }));
    }

    [Fact]
    public async Task Data_are_read_on_another_thread_as_on_this_one()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("t.csv", "1,2,a\n3,4,b\n");
        CancellationToken cancel = TestContext.Current.CancellationToken;
        Assert.Equal(DataDigest.Of(DataSource.Load(path, Plain)), DataDigest.Of(await DataSource.LoadAsync(path, Plain, cancel)));
        await Assert.ThrowsAsync<InputException>(() => DataSource.LoadAsync(path + "x", Plain, cancel));
        CancellationToken canceled = new(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DataSource.LoadAsync(path, Plain, canceled));
    }

    [Fact]
    public async Task Canceled_reading_is_not_waited_for()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource cancel = new();
        using ManualResetEventSlim began = new(), end = new();
        DataFormat slow = new("slow", "slow: any file", _ => true, (_, _) =>
        {
            began.Set();
            end.Wait();
            throw new InputException("too late");
        });
        Task<LoadedData> reading = DataSource.LoadAsync(folder.Write("t", "1"), new() { Formats = [slow] }, cancel.Token);
        began.Wait(TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        end.Set();
    }

    [Fact]
    public void Rows_to_predict_may_lack_labels()
    {
        using TemporaryFolder folder = new();
        string bare = folder.Write("bare.csv", "1,2\n3,4\n"), labeled = folder.Write("labeled.csv", "1,2,a\n3,4,b\n");
        string images = folder.Write("some-images-idx3-ubyte", TemporaryFolder.Idx([1, 1, 2], 5, 6));
        WriteDigits(folder, "digits");
        WritePair(folder, "toy");
        string pair = Path.Combine(folder.Path, "toy");
        Assert.Equal(1, DataSource.LoadForPrediction(pair, FeatureColumn.UnnamedList(2), Plain).Rows);
        Assert.Equal(2, DataSource.LoadForPrediction(Path.Combine(pair, "toy_train.data"), FeatureColumn.UnnamedList(2), Plain).Rows);
        Assert.False(DataSource.LoadForPrediction(bare, FeatureColumn.UnnamedList(2), Plain).IsLabeled);
        Assert.True(DataSource.LoadForPrediction(labeled, FeatureColumn.UnnamedList(2), Plain).IsLabeled);
        Assert.False(DataSource.LoadForPrediction(images, FeatureColumn.UnnamedList(2), Plain).IsLabeled);
        Assert.Equal([5, 6], DataSource.LoadForPrediction(Path.Combine(folder.Path, "digits"), FeatureColumn.UnnamedList(2), Plain).Row(0)
            .ToArray());
        Assert.Contains("bare.csv has 2 columns, the model expects 7 features",
            Assert.Throws<InputException>(() => DataSource.LoadForPrediction(bare, FeatureColumn.UnnamedList(7), Plain)).Message);
        Assert.Contains("has 2 features, the model expects 7",
            Assert.Throws<InputException>(() => DataSource.LoadForPrediction(images, FeatureColumn.UnnamedList(7), Plain)).Message);
    }

    [Fact]
    public void An_unknown_format_is_refused_with_the_list() => Assert.Contains(
        "no data format 'parquet': the formats are auto, csv, libsvm, arff, uci, idx, mat, npz, npy, cifar",
        Refusal("madelon", new() { Format = "parquet" }));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("Mnist", "mnist", 0)]
    [InlineData("mnits", "mnist", 2)]
    public void Edit_distance_counts_single_edits(string first, string second, int distance) =>
        Assert.Equal(distance, EditDistance.Between(first, second));
}
