using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Ctre.Data.Downloads;
using Ctre.Data.Known;

namespace Ctre.Tests.Data.Downloads;

/// <summary>Sets of which the first rows alone are fetched.</summary>
public sealed class FirstRowsTests : IDisposable
{
    private const int Rows = 100_000;

    private static readonly byte[] Table = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, Rows)
        .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row % 2},{row * 0.37:F6},{(row * 7919 % 10007) / 3.0:F9}\n"))));

    private static readonly byte[] Packed = TemporaryFolder.Gzip(Table);

    private readonly TemporaryFolder folder = new();
    private readonly LocalServer server = new();

    private KnownDataSet Set =>
        Toy.Set(Toy.File(server, "t.csv.gz", Packed)) with { TrainingRows = Rows - 1000, TestRows = 1000, SupportsRowLimit = true };

    private DownloadOptions Asked(long rows) => Toy.Options(folder) with { Rows = rows };

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    private Task<DownloadedSet> Get(long rows) => DataSetDownload.GetAsync(Set, Asked(rows), cancel: TestContext.Current.CancellationToken);

    private byte[] Unpacked()
    {
        using MemoryStream unpacked = new();
        using (FileStream packed = File.OpenRead(Path.Combine(folder.Path, "toy", "t.csv.gz")))
        using (GZipStream gzip = new(packed, CompressionMode.Decompress)) gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static byte[] Expected(int rows) =>
        Table[..Enumerable.Range(0, Table.Length).Where(at => Table[at] == '\n').ElementAt(rows - 1)].Append((byte)'\n').ToArray();

    [Theory]
    [InlineData(1)]
    [InlineData(3_000)]
    [InlineData(99_999)]
    public async Task The_first_rows_come_as_a_sound_gzip_file(int rows)
    {
        server.Serve("/t.csv.gz", Answer.File(Packed));
        DownloadedSet got = await Get(rows);
        Assert.Equal(rows, got.Rows);
        Assert.False(got.Files[0].IsVerified);
        Assert.Equal(Expected(rows), Unpacked());
        Assert.Equal(["toy"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task No_more_is_fetched_than_the_rows_may_need()
    {
        long most = 0;
        server.Serve("/t.csv.gz", Answer.File(Packed));
        await DataSetDownload.GetAsync(
            Set, Asked(10), new SynchronousProgress<DownloadProgress>(at => most = at.Stage == DownloadStage.Receiving ? at.Bytes : most),
                TestContext.Current.CancellationToken);
        Assert.InRange(most, 1, Packed.Length / 2);
    }

    [Fact]
    public async Task More_is_fetched_when_the_beginning_packs_badly()
    {
        // First noise, then nothing but zeros: an average row says too little.
        byte[] noise = [.. Enumerable.Range(0, 9375).SelectMany(block => SHA256.HashData(BitConverter.GetBytes(block)))];
        for (int at = 0; at < noise.Length; at++)
            if (at % 100 == 99) noise[at] = (byte)'\n';
            else if (noise[at] == '\n') noise[at] = (byte)'-';
        byte[] packed = TemporaryFolder.Gzip([.. noise, .. Enumerable.Repeat(Toy.Text("0\n"), 400_000).SelectMany(row => row)]);
        KnownDataSet set = Set with { Files = [Toy.File(server, "t.csv.gz", packed)], TrainingRows = 403_000, TestRows = 0 };
        server.Serve("/t.csv.gz", Answer.File(packed));
        await DataSetDownload.GetAsync(set, Asked(2900), cancel: TestContext.Current.CancellationToken);
        Assert.Equal(noise[..290_000], Unpacked());
        Assert.True(server.Requests.Count > 1);
        Assert.All(server.Requests.Skip(1), request => Assert.True(request.Offset > 0));
    }

    [Fact]
    public async Task All_rows_are_all_bytes_verified()
    {
        server.Serve("/t.csv.gz", Answer.File(Packed));
        DownloadedSet got = await Get(Rows);
        Assert.Null(got.Rows);
        Assert.True(got.Files[0].IsVerified);
        Assert.Equal(Packed, File.ReadAllBytes(Path.Combine(folder.Path, "toy", "t.csv.gz")));
    }

    [Fact]
    public async Task A_file_that_holds_fewer_rows_is_told()
    {
        byte[] few = TemporaryFolder.Gzip(Expected(10));
        KnownDataSet set = Set with { Files = [Toy.File(server, "t.csv.gz", few)] };
        server.Serve("/t.csv.gz", Answer.File(few));
        InputException refusal = await Assert.ThrowsAsync<InputException>(
            () => DataSetDownload.GetAsync(set, Asked(20), cancel: TestContext.Current.CancellationToken));
        Assert.Contains("t.csv.gz holds 10 rows where 20 are asked for", refusal.Message);
    }

    [Fact]
    public async Task A_set_that_cannot_be_cut_says_so()
    {
        InputException refusal = await Assert.ThrowsAsync<InputException>(() => DataSetDownload.GetAsync(
            Set with { SupportsRowLimit = false }, Asked(20), cancel: TestContext.Current.CancellationToken));
        Assert.Contains("toy can only be fetched as a whole", refusal.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DownloadOptions { Rows = 0 });
    }
}
