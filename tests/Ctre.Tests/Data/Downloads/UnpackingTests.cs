using Ctre.Data.Downloads;
using Ctre.Data.Known;

namespace Ctre.Tests.Data.Downloads;

public sealed class UnpackingTests : IDisposable
{
    private static readonly byte[] One = Toy.Text("1,2\n"), Two = Toy.Text("3,4\n"), Hostile = Toy.Text("hostile");

    private readonly TemporaryFolder folder = new();
    private readonly LocalServer server = new();

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    private Task<DownloadedSet> Get(string archive, byte[] content, params ArchiveMember[] members)
    {
        server.Serve("/" + archive, Answer.File(content));
        KnownDataSet set = Toy.Set(Toy.File(server, archive) with { Members = members });
        return DataSetDownload.GetAsync(set, Toy.Options(folder), cancel: TestContext.Current.CancellationToken);
    }

    private async Task<string> Refusal(string archive, byte[] content, params ArchiveMember[] members)
    {
        InputException refusal = await Assert.ThrowsAsync<InputException>(() => Get(archive, content, members));
        // Nothing is left: with the same archive the next try would fail, too.
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        return refusal.Message;
    }

    private static byte[] Packed(string archive, params (string Path, byte[] Content)[] members) =>
        archive.EndsWith(".zip", StringComparison.Ordinal) ? Toy.Zip(members) : Toy.TarGz(members);

    private string[] Files => [.. Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder.Path, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("set.zip")]
    [InlineData("set.tar.gz")]
    public async Task Expected_members_are_taken_and_no_others(string archive)
    {
        byte[] content = Packed(
            archive,
            ("in/one.csv", One), ("../escape.csv", Hostile), ("/root.csv", Hostile), ("in/more/two.csv", Two), ("in/../one.csv", Hostile));
        DownloadedSet got = await Get(archive, content, new("in/one.csv") { Bytes = 4 }, new("in/more/two.csv"));
        Assert.Equal(["toy", "toy/one.csv", "toy/two.csv"], Files);
        Assert.Equal(One, File.ReadAllBytes(Path.Combine(got.Folder, "one.csv")));
        Assert.Equal(Two, File.ReadAllBytes(Path.Combine(got.Folder, "two.csv")));
    }

    [Fact]
    public async Task A_tar_with_dots_before_its_paths_is_the_same()
    {
        await Get("set.tar.gz", Toy.TarGz(("./in/one.csv", One)), new ArchiveMember("in/one.csv"));
        Assert.Equal(["toy", "toy/one.csv"], Files);
    }

    [Theory]
    [InlineData("set.zip")]
    [InlineData("set.tar.gz")]
    public async Task A_missing_member_is_told(string archive)
    {
        string message = await Refusal(archive, Packed(archive, ("one.csv", One)), new("one.csv"), new("two.csv"));
        Assert.Contains($"{archive} is damaged or not the published archive: there is no two.csv in it", message);
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_member_is_not_followed() => Assert.Contains(
        "there is no folder/link in it", await Refusal("set.tar.gz", Toy.TarGz(("one.csv", One)), new ArchiveMember("folder/link")));

    [Theory]
    [InlineData("set.zip")]
    [InlineData("set.tar.gz")]
    public async Task A_member_of_another_size_is_refused(string archive)
    {
        byte[] content = Packed(archive, ("one.csv", new byte[1000]));
        ArchiveMember less = new("one.csv") { Bytes = 999 }, more = new("one.csv") { Bytes = 1001 };
        Assert.Contains("one.csv has more than the expected 999 bytes", await Refusal(archive, content, less));
        Assert.Contains("one.csv has 1000 bytes, expected 1001", await Refusal(archive, content, more));
    }

    [Fact]
    public async Task A_member_with_another_checksum_is_refused() => Assert.Contains(
        $"one.csv is not the published file: its SHA-256 is {Toy.Sha256(One)}, expected {Toy.Sha256(Two)}",
        await Refusal("set.zip", Toy.Zip(("one.csv", One)), new ArchiveMember("one.csv") { Checksum = Toy.Sha256(Two) }));

    [Theory]
    [InlineData("set.zip")]
    [InlineData("set.tar.gz")]
    [InlineData("set.Z")]
    public async Task Damaged_archives_are_refused_wherever_they_are_cut(string archive)
    {
        byte[] whole = archive switch
        {
            "set.zip" => Toy.Zip(("one.csv", One)),
            "set.tar.gz" => Toy.TarGz(("one.csv", One)),
            _ => [0x1F, 0x9D, 0x90, 0x31, 0x58, 0xC8],
        };
        foreach (int length in Enumerable.Range(0, 12).Select(twelfth => whole.Length * twelfth / 12))
        {
            Assert.Contains(
                $"{archive} is damaged or not the published archive",
                await Refusal(archive, whole[..length], new ArchiveMember("one.csv") { Bytes = 4 }));
        }
    }
}
