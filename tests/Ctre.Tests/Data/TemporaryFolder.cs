using System.IO.Compression;
using System.Text;

namespace Ctre.Tests.Data;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    /// <summary>
    /// Makes the folder, on request in memory where the system has such a place: thousands of files are written faster there.
    /// </summary>
    public TemporaryFolder(bool inMemory = false)
    {
        string parent = inMemory && Directory.Exists(Memory) ? Memory : System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(parent, $"ctre-{System.IO.Path.GetRandomFileName()}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] content)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public static byte[] Gzip(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionMode.Compress)) stream.Write(content);
        return packed.ToArray();
    }

    /// <summary>An IDX file: unsigned bytes of a shape.</summary>
    public static byte[] Idx(int[] shape, params byte[] body)
    {
        List<byte> bytes = [0, 0, 8, (byte)shape.Length];
        foreach (int length in shape)
            bytes.AddRange([(byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length]);
        bytes.AddRange(body);
        return [.. bytes];
    }
}
