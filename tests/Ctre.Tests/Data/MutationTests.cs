using System.Text;
using Ctre.Data;

namespace Ctre.Tests.Data;

/// <summary>Damaged files of every format: each is read, or refused as wrong input; nothing else may happen.</summary>
public sealed class MutationTests
{
    private const int Files = 400;

    private static readonly byte[] Table = Encoding.UTF8.GetBytes(
        "a;\"b \"\"q\"\"\";class\r\n1.5;-2e3;\"x;y\"\r\n3;4;z\r\n\"5\";6;\"line\nbreak\"\r\n\r\n");

    private static readonly byte[] Blanks = Encoding.UTF8.GetBytes("1 2 3 \n4\t5 6\n 7 8 9\n");
    private static readonly byte[] Labels = Encoding.UTF8.GetBytes("-1\n1\n-1\n");
    private static readonly byte[] Images = TemporaryFolder.Idx([3, 1, 2], 1, 2, 3, 4, 5, 6);
    private static readonly byte[] Digits = TemporaryFolder.Idx([3], 0, 1, 2);

    [Fact]
    public void Damaged_tables() => Try(1, "t.csv", Table, "unused", []);

    [Fact]
    public void Damaged_packed_tables() => Try(2, "t.csv.gz", TemporaryFolder.Gzip(Table), "unused", []);

    [Fact]
    public void Damaged_pairs() => Try(3, "p_train.data", Blanks, "p_train.labels", Labels);

    [Fact]
    public void Damaged_pair_labels() => Try(4, "p_train.labels", Labels, "p_train.data", Blanks, "p_train.data");

    [Fact]
    public void Damaged_images() => Try(5, "a-images-idx3-ubyte", Images, "a-labels-idx1-ubyte", Digits);

    [Fact]
    public void Damaged_packed_images() =>
        Try(6, "a-images-idx3-ubyte.gz", TemporaryFolder.Gzip(Images), "a-labels-idx1-ubyte", Digits);

    [Fact]
    public void Damaged_image_labels() =>
        Try(7, "a-labels-idx1-ubyte", Digits, "a-images-idx3-ubyte", Images, "a-images-idx3-ubyte");

    private static void Try(long seed, string name, byte[] content, string other, byte[] otherContent, string? read = null)
    {
        using TemporaryFolder folder = new();
        folder.Write(other, otherContent);
        string path = Path.Combine(folder.Path, read ?? name);
        for (int file = 0; file < Files; file++)
        {
            folder.Write(name, Mutate(content, Rng.For(seed, RandomPurpose.Generator, step: file)));
            Accept(() => DataSource.Load(path, new DataSourceOptions()));
            Accept(() => DataSource.LoadForPrediction(path, FeatureColumn.UnnamedList(2), new DataSourceOptions()));
        }
    }

    private static void Accept(Func<object> read)
    {
        try
        {
            Assert.NotNull(read());
        }
        catch (InputException exception)
        {
            Assert.DoesNotContain('\n', exception.Message);
        }
    }

    private static byte[] Mutate(byte[] content, Rng random)
    {
        ReadOnlySpan<byte> telling = ",;\t \"\n\r-.eN0\0\xFF"u8;
        List<byte> bytes = [.. content];
        for (long edits = 1 + random.Below(4); edits > 0; edits--)
        {
            if (bytes.Count == 0) break;
            int at = (int)random.Below(bytes.Count);
            byte drawn = random.Below(2) == 0 ? (byte)random.Below(256) : telling[(int)random.Below(telling.Length)];
            switch (random.Below(5))
            {
                case 0: bytes[at] = drawn; break;
                case 1: bytes.Insert(at, drawn); break;
                case 2: bytes.RemoveAt(at); break;
                case 3: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.InsertRange(at, bytes.GetRange(at, (int)random.Below(bytes.Count - at + 1))); break;
            }
        }

        return [.. bytes];
    }
}
