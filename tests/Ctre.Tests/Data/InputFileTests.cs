using System.Text;
using Ctre.Data;
using Ctre.Data.Formats.Text;

namespace Ctre.Tests.Data;

public sealed class InputFileTests
{
    private static readonly byte[] Table = Encoding.UTF8.GetBytes("1,2,a\n3,4,b\n");

    private static string Refusal(string path) =>
        Assert.Throws<InputException>(() => CsvReader.Read(path, new DataSourceOptions())).Message;

    [Fact]
    public void Gzip_is_read_through_whatever_the_file_is_called()
    {
        using TemporaryFolder folder = new();
        foreach (string name in new[] { "t.csv.gz", "t.csv" })
        {
            Dataset data = CsvReader.Read(folder.Write(name, TemporaryFolder.Gzip(Table)), new DataSourceOptions());
            Assert.Equal(2, data.Rows);
            Assert.Equal("t", data.Name);
        }
    }

    [Fact]
    public void Gzip_that_is_cut_off_anywhere_is_refused()
    {
        using TemporaryFolder folder = new();
        byte[] packed = TemporaryFolder.Gzip(Table);
        for (int length = 2; length < packed.Length; length++)
            Assert.Contains("gzip", Refusal(folder.Write("t.csv.gz", packed[..length])));
    }

    [Fact]
    public void Gzip_of_several_parts_is_refused_unless_it_is_block_gzip()
    {
        using TemporaryFolder folder = new();
        byte[] part = TemporaryFolder.Gzip(Table);
        Assert.Contains("several gzip parts", Refusal(folder.Write("t.csv.gz", [.. part, .. TemporaryFolder.Gzip([0x35, 0x0A])])));
        // Block gzip says so by an extra field: flag 4, then its length and content.
        byte[] blocks = [.. part[..3], 4, .. part[4..10], 2, 0, 0, 0, .. part[10..], .. part];
        Assert.Equal(4, CsvReader.Read(folder.Write("t.csv.gz", blocks), new DataSourceOptions()).Rows);
    }

    [Fact]
    public void Gzip_that_is_damaged_is_refused()
    {
        using TemporaryFolder folder = new();
        byte[] packed = TemporaryFolder.Gzip(Table);
        packed[packed.Length - 6] ^= 1;
        Assert.Contains("damaged", Refusal(folder.Write("t.csv.gz", packed)));
    }

    [Theory]
    [InlineData(new byte[] { 0xFD, 0x37, 0x7A, 0x58, 0x5A, 0 }, "is an xz archive: unpack it first (xz -d ")]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4 }, "is a zip archive: unpack it first (unzip ")]
    [InlineData(new byte[] { 0x42, 0x5A, 0x68, 0x39, 0x31, 0x41 }, "is a bzip2 archive: unpack it first (bzip2 -d ")]
    [InlineData(new byte[] { 0x28, 0xB5, 0x2F, 0xFD }, "is a zstd archive: unpack it first (zstd -d ")]
    public void Other_archives_are_refused_with_how_to_unpack(byte[] magic, string message)
    {
        using TemporaryFolder folder = new();
        Assert.Contains(message, Refusal(folder.Write("t.csv", magic)));
    }

    [Fact]
    public void What_the_file_system_refuses_becomes_one_line()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("there is no such file", Refusal(Path.Combine(folder.Path, "absent.csv")));
        Assert.Contains("there is no such file", Refusal(Path.Combine(folder.Path, "absent", "t.csv")));
        Assert.Contains("is a folder, not a file", Refusal(folder.Path));
        Assert.Contains("cannot be read", Refusal(""));
        Assert.Contains("cannot be read", Refusal("a\0b"));
        Assert.Contains("is empty", Refusal(folder.Write("empty.csv", "")));
    }

    [Fact]
    public void A_file_without_permission_becomes_one_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "A privileged user may read everything.");
        using TemporaryFolder folder = new();
        string path = folder.Write("t.csv", Table);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Contains("no permission", Refusal(path));
    }
}
