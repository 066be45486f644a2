using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Ctre.Cli.Tests;

/// <summary>A run whose memory is measured: made-up rows of two classes, and the options of the command.</summary>
/// <param name="File">The file that <see cref="Write"/> makes; its extension says how rows are stored.</param>
/// <param name="Rows">Rows of the file.</param>
/// <param name="Features">Features of a row.</param>
/// <param name="Options">Options of <c>ctre train</c>.</param>
internal sealed record MemoryShape(string File, int Rows, int Features, string Options)
{
    private const int Classes = 2;

    /// <summary>
    /// Few rows and many, few features and many, dense and compressed; one to four hidden layers, narrow and wide, ε from 1 to 50 and
    /// densities to a half; batches of 10 to 1000 rows; peaks from that of the runtime to gigabytes. The first two are quick.
    /// </summary>
    public static IReadOnlyList<MemoryShape> All { get; } =
    [
        new("signals.npy", 2000, 100, "--hidden 10000 --epochs 2 --epsilon 2 --batch-size 1000"),
        new("table.csv", 5000, 100, "--hidden 500,500,500 --epochs 1 --epsilon 1"),
        new("tiny.csv", 120, 4, "--hidden 16,16 --epochs 3"),
        new("small.csv", 1000, 20, "--hidden 100 --epochs 1 --batch-size 10 --optimizer adam --threads 1"),
        new("words.csv", 3000, 10, "--hidden 400,400 --epochs 2 --batch-size 50") { Categories = 100 },
        new("long.csv", 30_000, 30, "--hidden 64 --epochs 2 --batch-size 100 --threads 1"),
        new("narrow.npy", 60_000, 50, "--hidden 32,32,32,32 --epochs 3 --batch-size 1000"),
        new("images.npy", 10_000, 784, "--hidden 1000,1000,1000 --epochs 1 --epsilon 20 --batch-size 100"),
        new("images.npy", 10_000, 784, "--hidden 1000,1000,1000 --epochs 2 --epsilon 1 --batch-size 100 --threads 1"),
        new("many.npy", 100_000, 200, "--hidden 200,100 --epochs 1 --batch-size 1000"),
        new("genes.npy", 500, 20_000, "--hidden 1000,500 --epochs 2 --epsilon 5 --batch-size 20"),
        new("wide.npy", 2000, 5000, "--hidden 2000 --epochs 1 --epsilon 10 --batch-size 100 --optimizer adam"),
        new("signals.npy", 2000, 100, "--hidden 2000,2000,2000,2000 --epochs 1 --epsilon 10 --batch-size 256 --activation leaky-relu"),
        new("madelon.npy", 1000, 500, "--hidden 4000,4000 --epochs 2 --density 0.02 --batch-size 128 --optimizer adam"),
        new("madelon.npy", 1000, 500, "--hidden 3000,3000 --epochs 3 --epsilon 50 --batch-size 800 --threads 1"),
        new("madelon.npy", 1000, 500, "--hidden 8000 --epochs 1 --density 0.5 --batch-size 200"),
        new("few.npy", 400, 500, "--hidden 8000,8000 --epochs 1 --density 0.01 --batch-size 32 --threads 1"),
        new("counts.svm", 10_000, 1000, "--hidden 500,500 --epochs 2 --batch-size 50") { NonZeros = 60 },
        new("documents.svm", 2000, 65_536, "--hidden 500 --epochs 1 --epsilon 5 --batch-size 32") { NonZeros = 100 },
        new("clicks.svm", 100_000, 20_000, "--hidden 300 --epochs 1 --batch-size 500") { NonZeros = 20 },
    ];

    /// <summary>Categories of each column; 0 where columns hold numbers.</summary>
    public int Categories { get; init; }

    /// <summary>Values of a row that are not zero; 0 for all of them.</summary>
    public int NonZeros { get; init; }

    /// <summary>The words of a command line that trains with a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="output">The folder of the run.</param>
    public string[] Line(string method, string output) =>
    [
        "train", File, .. File.EndsWith(".npy", StringComparison.Ordinal) ? ["--label", "-1"] : Array.Empty<string>(),
        .. Options.Split(' '), "--lr", "0.0001", "--method", method, "--output", output, "--quiet", "--json",
    ];

    /// <summary>Writes the file to a folder, unless it is there.</summary>
    public void Write(string folder)
    {
        string path = Path.Combine(folder, File);
        if (System.IO.File.Exists(path)) return;
        using FileStream stream = System.IO.File.Create(path, 1 << 16);
        var random = new Random(1);
        if (File.EndsWith(".npy", StringComparison.Ordinal)) WriteArray(stream, random);
        else WriteText(stream, random);
    }

    private void WriteText(Stream stream, Random random)
    {
        using var text = new StreamWriter(stream);
        for (int row = 0; row < Rows; row++)
        {
            int label = row % Classes, feature = -1;
            if (NonZeros > 0) text.Write(label);
            for (int f = 0; f < (NonZeros > 0 ? NonZeros : Features); f++)
            {
                feature = NonZeros == 0 ? f : Next(feature, f, random);
                double value = label + random.Next(100) / 50.0;
                if (NonZeros > 0) text.Write(string.Create(CultureInfo.InvariantCulture, $" {feature + 1}:{value}"));
                else if (Categories > 0) text.Write(string.Create(CultureInfo.InvariantCulture, $"c{random.Next(Categories)},"));
                else text.Write(string.Create(CultureInfo.InvariantCulture, $"{value},"));
            }

            text.Write(NonZeros > 0 ? "\n" : $"{label}\n");
        }
    }

    /// <summary>The next feature that is not zero: one of as many equal ranges.</summary>
    private int Next(int before, int range, Random random)
    {
        int width = Features / NonZeros;
        return Math.Max(before + 1, range * width + random.Next(width));
    }

    private void WriteArray(Stream stream, Random random)
    {
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({Rows}, {Features + 1}), }}";
        header = header.PadRight((10 + header.Length + 64) / 64 * 64 - 11) + "\n";
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header));
        var bytes = new byte[4 * (Features + 1)];
        for (int row = 0; row < Rows; row++)
        {
            int label = row % Classes;
            for (int f = 0; f <= Features; f++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(
                    bytes.AsSpan(4 * f), f == Features ? label : label + random.NextSingle() * 2);
            }

            stream.Write(bytes);
        }
    }
}
