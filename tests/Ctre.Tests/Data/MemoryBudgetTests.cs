using System.Text;
using Ctre.Data;
using Ctre.Tests.Data.Formats;

namespace Ctre.Tests.Data;

/// <summary>Files that unpack to much more than data may take: reading stops where the budget is spent.</summary>
public sealed class MemoryBudgetTests : IDisposable
{
    private const long Budget = 2_000_000;

    private const int Rows = 375_000;

    private readonly TemporaryFolder folder = new(inMemory: true);

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Bombs => [.. Makers.Keys];

    // The path that is read, beneath a folder, and how far reading comes.
    private static Dictionary<string, Func<TemporaryFolder, string>> Makers => new()
    {
        ["numbers"] = at => at.Write("a.csv.gz", Packed("1,2,3,4,5,6,a\n", Rows)),
        ["mostly zeros"] = at => at.Write("a.csv.gz", Packed($"{Repeated("0,", 40)}1,a\n", Rows)),
        ["labels"] = at => at.Write("a.svm.gz", Packed("1 1:1\n2\n2\n2\n2\n", Rows)),
        ["columns"] = at => at.Write("a.csv", Repeated($"{Repeated("1,", 300_000)}a\n", 4)),
        ["names of columns"] = at => at.Write("a.csv", $"{string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"c{i}"))}\n1\n"),
        ["one line"] = at => at.Write("a.csv.gz", Packed("1,", 5_000_000)),
        ["categories"] = at => at.Write("a.csv", string.Concat(Enumerable.Range(0, 300)
            .Select(row => $"{string.Concat(Enumerable.Range(0, 100).Select(column => $"text{row}of{column},"))}a\n"))),
        ["arff"] = at => at.Write("a.arff.gz", Packed(
            "1,2,3,4,5,6,a\n", Rows, $"@relation r\n{Repeated("@attribute a numeric\n", 6)}@attribute class {{a,b}}\n@data\n")),
        ["attributes"] = at => at.Write("a.arff.gz", Packed("@attribute a numeric\n", 100_000)),
        ["libsvm"] = at => at.Write("a.svm.gz", Packed("1 1:1 2:1 3:1\n", Rows)),
        ["npy"] = at => at.Write("X.npy.gz", TemporaryFolder.Gzip(Npy(Rows, 10))),
        ["one long row"] = at => at.Write("X.npy.gz", TemporaryFolder.Gzip(Npy(1, 10 * Rows))),
        ["fortran order"] = at => at.Write("X.npy.gz", TemporaryFolder.Gzip(Npy(Rows, 10, fortranOrder: true))),
        ["npz"] = at => at.Write("a.npz", ArrayBytes.Zip(
            System.IO.Compression.CompressionLevel.Fastest, ("X.npy", Npy(Rows, 10)), ("y.npy", Npy(Rows, 1)))),
        ["labels of an array"] = at =>
        {
            at.Write("y.npy.gz", TemporaryFolder.Gzip(Npy(5 * Rows, 1)));
            return at.Write("X.npy", Npy(10, 1));
        },
        ["idx"] = at =>
        {
            at.Write("a-labels-idx1-ubyte.gz", TemporaryFolder.Gzip(TemporaryFolder.Idx([Rows], new byte[Rows])));
            return at.Write("a-images-idx3-ubyte.gz", TemporaryFolder.Gzip(TemporaryFolder.Idx([Rows, 2, 5], new byte[10 * Rows])));
        },
        ["cifar"] = at => at.Write("data_batch_1.bin.gz", TemporaryFolder.Gzip(new byte[3073 * 1000])),
        ["uci"] = at =>
        {
            at.Write("a_train.labels", "1\n");
            return at.Write("a_train.data.gz", Packed("1 2 3 4 5 6\n", Rows));
        },
        ["the test part"] = at =>
        {
            at.Write("t/test.csv.gz", Packed("1,2,3,4,5,6,a\n", Rows));
            at.Write("t/train.csv", "1,2,3,4,5,6,a\n1,2,3,4,5,6,b\n");
            return Path.Combine(at.Path, "t");
        },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Reading_stops_where_the_budget_is_spent(string what)
    {
        string path = Makers[what](folder);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InputException>(
            () => DataSource.Load(path, new DataSourceOptions { MemoryBudget = Budget })).Message;
        // What was thrown away on the way is counted, too.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 12 * Budget);
        Assert.StartsWith(folder.Path, message, StringComparison.Ordinal);
        Assert.Matches(
            "(row|record|values)\\b.*more than the 2 MB of memory that data may take; allow more [(]--max-memory[)], leave", message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Data_that_fit_are_read_as_without_a_budget()
    {
        string path = folder.Write("a.csv", Repeated("1,2,x,a\n0,0,y,b\n", 5000));
        Dataset free = DataSource.Load(path).Training;
        Dataset bound = DataSource.Load(path, new DataSourceOptions { MemoryBudget = Budget }).Training;
        Assert.Equal(DataDigest.Of(new LoadedData(free)), DataDigest.Of(new LoadedData(bound)));
    }

    [Fact]
    public void Each_load_has_the_whole_budget()
    {
        string path = folder.Write("a.csv", Repeated("9,2,3,4,5,6,7,8,a\n0,0,1,2,3,4,5,6,b\n", 12_500));
        DataSourceOptions options = new() { MemoryBudget = 2 * Budget };
        for (int load = 0; load < 3; load++) Assert.Equal(25_000, DataSource.Load(path, options).Training.Rows);
    }

    [Fact]
    public void Parts_share_the_budget()
    {
        string path = folder.Write("a.csv", Repeated("9,2,3,4,5,6,7,8,a\n0,0,1,2,3,4,5,6,b\n", 20_000));
        DataSourceOptions options = new() { MemoryBudget = 3 * Budget };
        Assert.Null(DataSource.Load(path, options).Test);
        Assert.Throws<InputException>(() => DataSource.Load(path, options with { TestPath = path }));
    }

    [Fact]
    public void What_a_list_outgrew_is_given_back()
    {
        MemoryBudget budget = new(4 * (1 << 20));
        BlockList<int> list = new(budget);
        for (int i = 0; i < 500_000; i++) list.Add(i);
        Assert.Equal([0, 499_999, 123_456], [list[0], list[499_999], list[123_456]]);
        int[] all = list.Take();
        Assert.Equal(Enumerable.Range(0, 500_000), all);
        Assert.Equal(0, list.Count);
        // Half of the budget is the array's; the blocks are free.
        budget.Spend((4 * (1 << 20)) - (4 * all.Length));
        Assert.Throws<InputException>(() => budget.Spend(1));
    }

    [Fact]
    public void A_name_of_a_column_is_not_longer_than_a_model_can_store()
    {
        string path = folder.Write("a.csv", $"{new string('n', 1025)},class\n1,a\n2,b\n");
        Assert.Contains("the name of column 1 has 1025 characters; 1024 are allowed", Assert.Throws<InputException>(
            () => DataSource.Load(path)).Message);
    }

    private static string Repeated(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    private static byte[] Packed(string text, int count, string before = "") => TemporaryFolder.Gzip(
        [.. Encoding.UTF8.GetBytes(before), .. Encoding.UTF8.GetBytes(Repeated(text, count))]);

    private static byte[] Npy(int rows, int columns, bool fortranOrder = false)
    {
        byte[] body = new byte[rows * columns];
        Array.Fill(body, (byte)1);
        return ArrayBytes.Npy("|u1", columns > 1 ? $"({rows}, {columns})" : $"({rows},)", body, fortranOrder);
    }
}
