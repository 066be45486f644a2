using Ctre.Data;
using Ctre.Data.Downloads;
using Ctre.Data.Known;

namespace Ctre.Tests.Data.Known;

/// <summary>That the table of known sets is sound; what it claims about publishers cannot be tested here.</summary>
public sealed class KnownDataSetsTests
{
    private static IEnumerable<PublishedFile> Files => KnownDataSets.All.SelectMany(set => set.Files);

    [Fact]
    public void Names_are_unique_words()
    {
        Assert.Equal(17, KnownDataSets.All.Select(set => set.Name).Distinct().Count());
        Assert.All(KnownDataSets.All, set => Assert.Matches("^[a-z][a-z0-9-]*$", set.Name));
        Assert.Equal(KnownDataSets.All.Select(set => set.Name), DataSource.KnownNames);
        Assert.Equal("har", KnownDataSets.Find("HAR")!.Name);
        Assert.Null(KnownDataSets.Find("nothing"));
    }

    [Fact]
    public void Every_set_says_its_shape_and_whom_to_cite()
    {
        Assert.All(KnownDataSets.All, set =>
        {
            Assert.True(set is { TrainingRows: > 0, TestRows: >= 0, Features: > 0, Classes: > 1 });
            Assert.Matches(@"\d{4}\.", set.Citation);
            Assert.NotEmpty(set.Files);
        });
    }

    [Fact]
    public void Addresses_are_of_the_web()
    {
        Assert.All(Files, file => Assert.NotEmpty(file.Addresses));
        Assert.All(Files.SelectMany(file => file.Addresses), address => Assert.NotNull(HttpSource.Address(address)));
    }

    [Fact]
    public void Without_a_checksum_files_come_encrypted()
    {
        Assert.All(Files.Where(file => !file.IsPinned).SelectMany(file => file.Addresses),
            address => Assert.StartsWith("https://", address, StringComparison.Ordinal));
    }

    [Fact]
    public void Checksums_are_md5_or_sha256()
    {
        IEnumerable<string?> checksums = Files.SelectMany(file => file.Members.Select(member => member.Checksum).Append(file.Checksum));
        Assert.All(checksums.OfType<string>(), checksum => Assert.Matches("^([0-9a-f]{32}|[0-9a-f]{64})$", checksum));
        Assert.Equal(checksums.OfType<string>().Count(), checksums.OfType<string>().Distinct().Count());
    }

    [Fact]
    public void Names_of_files_are_names_only()
    {
        string[] names = [.. KnownDataSets.All.SelectMany(set => set.FileNames), .. Files.Select(file => file.Name)];
        Assert.All(names, name => Assert.Equal(Path.GetFileName(name), name));
        Assert.All(names, name => Assert.DoesNotContain(name, (string[])["", ".", "..", "lock", "ready"]));
        Assert.All(KnownDataSets.All, set => Assert.Equal(set.FileNames.Count(), set.FileNames.Distinct().Count()));
    }

    [Fact]
    public void Archives_are_of_kinds_that_are_unpacked() => Assert.All(
        Files.Where(file => file.Members.Count > 0), file => Assert.Matches(@"\.(zip|tar\.gz|Z)$", file.Name));

    [Fact]
    public void Sets_that_can_be_cut_are_one_packed_table_of_known_size() => Assert.All(
        KnownDataSets.All.Where(set => set.SupportsRowLimit), set =>
        {
            PublishedFile file = Assert.Single(set.Files);
            Assert.True(file is { Bytes: > 0, Members.Count: 0 });
            Assert.EndsWith(".csv.gz", file.Name, StringComparison.Ordinal);
        });

    [Fact]
    public void The_size_of_a_download_is_known_or_not()
    {
        Assert.Equal(11_594_722, KnownDataSets.Find("mnist")!.DownloadBytes);
        Assert.Null(KnownDataSets.Find("usps")!.DownloadBytes);
    }

    [Fact]
    public void A_folder_is_complete_with_packed_or_unpacked_files()
    {
        using TemporaryFolder folder = new();
        KnownDataSet isolet = KnownDataSets.Find("isolet")!;
        Assert.False(isolet.IsCompleteIn(folder.Path));
        folder.Write("isolet5.data", "");
        Assert.False(isolet.IsCompleteIn(folder.Path));
        folder.Write("isolet1+2+3+4.data.gz", "");
        Assert.True(isolet.IsCompleteIn(folder.Path));
    }
}
