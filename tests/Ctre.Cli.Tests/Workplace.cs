using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ctre.Cli.Tests;

/// <summary>A temporary folder with a small table, <c>flowers.csv</c>: 3 classes, 4 features, 120 rows.</summary>
public sealed class Workplace : IDisposable
{
    public const string Brief = "--hidden 16,16 --epochs 3";

    private static readonly string[] Classes = ["iris", "lily, white", "rose"];

    public Workplace() => Write("flowers.csv", Table(withLabels: true));

    public string Folder { get; } = Directory.CreateTempSubdirectory("ctre-").FullName;

    /// <summary>A table whose classes are told apart by each feature.</summary>
    public static string Table(bool withLabels, bool reversed = false)
    {
        var text = new StringBuilder("a,b,c,d").Append(withLabels ? ",class\n" : "\n");
        IEnumerable<int> rows = Enumerable.Range(0, 120);
        foreach (int row in reversed ? rows.Reverse() : rows)
        {
            int label = row % Classes.Length;
            for (int feature = 0; feature < 4; feature++)
                text.Append(CultureInfo.InvariantCulture, $"{(feature > 0 ? "," : "")}{3 * label + (row * (feature + 7) % 11) / 10.0}");
            text.Append(withLabels ? $",\"{Classes[label]}\"\n" : "\n");
        }

        return text.ToString();
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>The names of all that is in the folder.</summary>
    public IEnumerable<string?> Entries() =>
        Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    public CliRun Run(string line) => Cli.Line(Folder, line);

    /// <summary>Runs a command line with <c>--json</c>; stdout must be one JSON object and nothing else.</summary>
    public JsonElement Json(string line)
    {
        string output = Run(line + " --json").Succeeded();
        using var document = JsonDocument.Parse(output);
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
        return document.RootElement.Clone();
    }

    /// <summary>The names of an object's fields, in order.</summary>
    public static string Fields(JsonElement json) => string.Join(' ', json.EnumerateObject().Select(field => field.Name));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>A workplace with one finished run in the folder <c>run</c>, shared by the tests of a class.</summary>
public sealed class TrainedWorkplace : IDisposable
{
    public TrainedWorkplace() =>
        Training = Place.Json("train flowers.csv --hidden 16,16 --epochs 40 --batch-size 10 --lr 0.05 --density 0.4 --seed 5 --output run");

    public Workplace Place { get; } = new();

    /// <summary>What training said.</summary>
    public JsonElement Training { get; }

    public void Dispose() => Place.Dispose();
}
