using System.Globalization;
using System.Text.RegularExpressions;
using Ctre.Data;
using Ctre.Data.Formats;
using Ctre.Tests.Architecture;

namespace Ctre.Tests.Data.Formats;

public sealed partial class DataFormatsTests
{
    /// <summary>
    /// A format as another program could add it: a line of bars, then numbers between bars, the last of a row being its class.
    /// </summary>
    private static readonly DataFormat Bars = new(
        "bars", "bars: a first line of three bars", path => File.ReadLines(path).FirstOrDefault() == "|||", ReadBars)
    {
        Folders =
        [
            new FolderLayout("all.bars", (folder, name, options) =>
                Path.Combine(folder, "all.bars") is var path && File.Exists(path)
                    ? new(ReadBars(path, options).Training.Called(name))
                    : null),
        ],
        TableExtensions = [".bars"],
    };

    private static readonly DataSourceOptions WithBars = new() { Formats = [.. DataFormats.All, Bars] };

    private const string Text = "|||\n1|2|a\n3|4|b\n5|6|b\n";

    private static LoadedData ReadBars(string path, DataSourceOptions options)
    {
        string[][] rows = [.. File.ReadLines(path).Skip(1).Select(line => line.Split('|'))];
        string[] classes = [.. rows.Select(row => row[^1]).Distinct().Order(StringComparer.Ordinal)];
        float[] values = [.. rows.SelectMany(row => row[..^1]).Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))];
        return new(new Dataset("bars", rows[0].Length - 1, values, [.. rows.Select(row => Array.IndexOf(classes, row[^1]))], classes));
    }

    private static string Refusal(string data, DataSourceOptions options) =>
        Assert.Throws<InputException>(() => DataSource.Load(data, options)).Message;

    [Fact]
    public void A_format_is_added_by_a_row_of_the_table()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("some.data", Text);
        Assert.Equal([3, 4], DataSource.Load(path, WithBars).Training.Row(1).ToArray());
        Assert.Equal(["a", "b"], DataSource.Load(path, WithBars).Training.ClassNames);
        Assert.Equal(3, DataSource.Load(path, WithBars with { Format = "bars" }).Training.Rows);
        Assert.Equal(1, DataSource.Load(folder.Write("plain.csv", "1,2,a\n"), WithBars).Training.Rows);
        Assert.Contains("some.data has one column only", Refusal(path, new()));
    }

    [Fact]
    public void Its_folders_are_found_before_all_others()
    {
        using TemporaryFolder folder = new();
        folder.Write("set/all.bars", Text);
        folder.Write("set/toy_train.data", "1 2\n");
        folder.Write("set/toy_train.labels", "1\n");
        folder.Write("pair/train.bars", Text);
        folder.Write("pair/test.bars", "|||\n7|8|b\n");
        LoadedData set = DataSource.Load(Path.Combine(folder.Path, "set"), WithBars);
        LoadedData pair = DataSource.Load(Path.Combine(folder.Path, "pair"), WithBars);
        Assert.Equal(("set", 3), (set.Training.Name, set.Training.Rows));
        Assert.Equal("toy", DataSource.Load(Path.Combine(folder.Path, "set"), new()).Training.Name);
        Assert.Equal(("pair", 3, 1), (pair.Training.Name, pair.Training.Rows, pair.Test!.Rows));
        string empty = Directory.CreateDirectory(Path.Combine(folder.Path, "empty")).FullName;
        Assert.Contains("known layout: all.bars, train-images-idx3-ubyte with labels", Refusal(empty, WithBars));
    }

    [Fact]
    public void Messages_name_it()
    {
        Assert.Contains(
            "the formats are auto, csv, libsvm, arff, uci, idx, mat, npz, npy, cifar, bars.",
            Refusal("madelon", WithBars with { Format = "parquet" }));
        using TemporaryFolder folder = new();
        string path = folder.Write("t.csv", "1,2,a\n");
        Assert.Contains("t.csv has none of the formats bars.", Refusal(path, new() { Formats = [Bars] }));
    }

    [Fact]
    public void Folders_that_fit_several_layouts_are_read_by_a_fixed_order()
    {
        FolderLayout[] layouts = [.. DataFormats.All.SelectMany(format => format.Folders).Distinct().OrderBy(layout => layout.Order)];
        Assert.Equal(
            [
                "train-images-idx3-ubyte with labels (MNIST family)", "NAME_train.data with NAME_train.labels (Madelon)",
                "X_train.txt with y_train.txt (HAR)",
                "isolet1+2+3+4.data with isolet5.data (isolet)", "data_batch_1.bin or train.bin (CIFAR)", "one .mat file",
                "one .npz file, X_train.npy with y_train.npy", "covtype.data (covertype), HIGGS.csv (higgs)",
            ],
            layouts.Select(layout => layout.Files));
        Assert.Equal(Enumerable.Range(1, 8), layouts.Select(layout => layout.Order));
    }

    [Fact]
    public void Only_its_own_file_names_a_format()
    {
        string source = Path.Combine(Repository.Root, "src"), own = Path.Combine(source, "Ctre.Data", "Formats");
        Regex names = new($@"(?<![\w.-])({string.Join('|', DataFormats.All.Select(format => format.Name))})(?![\w.-])");
        string[] Naming(bool inside) =>
        [
            .. Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
                .Where(path => path.StartsWith(own, StringComparison.Ordinal) == inside)
                .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
                .SelectMany(path => File.ReadLines(path).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                    .SelectMany(line => Literals().Matches(line)).Where(literal => names.IsMatch(literal.Value))
                    .Select(literal => $"{Path.GetFileName(path)}: {literal.Value}")),
        ];
        Assert.Empty(Naming(inside: false));
        foreach (DataFormat format in DataFormats.All)
            Assert.Contains(Naming(inside: true), line => line.EndsWith($": \"{format.Name}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_documented_table_is_this_one()
    {
        IEnumerable<string[]> rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "formats.md"))
            .Where(line => line.StartsWith("| [", StringComparison.Ordinal))
            .Select(row => Links().Replace(row, "${text}").Trim('|', ' ').Split(" | "));
        string[] documented = [.. rows.Select(cells => $"{cells[1]} {cells[0]}: {cells[2]}")];
        Assert.Equal(DataFormats.All.Select(format => $"`{format.Name}` {format.Description}"), documented);
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Literals();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex Links();
}
