using System.CommandLine;
using System.Text.Json.Nodes;
using Ctre.Cli.Options;
using Ctre.Cli.Rendering;
using Ctre.Cli.Runs;
using Ctre.Data;
using Ctre.Data.Known;

namespace Ctre.Cli.Commands;

/// <summary><c>ctre data list</c>: the data sets that are known by name.</summary>
internal sealed class DataListCommand : CtreCommand
{
    private readonly Terminal terminal;
    private readonly DataOptions data = new();
    private readonly JsonOption json = new();

    public DataListCommand(Terminal terminal)
        : base("list", "Lists the data sets that are known by name: shape, size of the download, license, and whether they are here.")
    {
        this.terminal = terminal;
        data.AddDirectoryTo(this);
        Add(json);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "ctre data list",
        "ctre data list --data-dir data --json",
    ];

    protected override int Run(ParseResult parse)
    {
        using var interruption = Interruption.AtOnce();
        DataSourceOptions options = new() { DataDirectory = data.Directory(parse) };
        (KnownDataSet Set, string? Folder)[] sets = [.. KnownDataSets.All.Select(set => (set, FolderOf(set, options)))];
        json.Write(parse, terminal, () => ToJson(sets), console => DataSetTables.Show(sets, console));
        return 0;
    }

    private static string? FolderOf(KnownDataSet set, DataSourceOptions options) =>
        DataSource.FindFolder(set.Name, options) is { } folder ? Path.GetFullPath(folder) : null;

    private static JsonObject ToJson((KnownDataSet Set, string? Folder)[] sets) =>
        new() { ["sets"] = new JsonArray([.. sets.Select(one => ToJson(one.Set, one.Folder))]) };

    private static JsonObject ToJson(KnownDataSet set, string? folder) => new()
    {
        ["name"] = set.Name,
        ["title"] = set.Title,
        ["trainingRows"] = set.TrainingRows,
        ["testRows"] = set.TestRows,
        ["features"] = set.Features,
        ["classes"] = set.Classes,
        ["scaler"] = EnumNames<ScalerKind>.Of(set.Scaler),
        ["downloadBytes"] = set.DownloadBytes,
        ["license"] = set.License,
        ["citation"] = set.Citation,
        ["builtIn"] = set.IsBuiltIn,
        ["folder"] = folder,
        ["files"] = new JsonArray([.. set.Files.Select(file => new JsonObject
        {
            ["name"] = file.Name,
            ["bytes"] = file.Bytes,
            ["checksum"] = file.Checksum,
            ["addresses"] = JsonText.Texts(file.Addresses),
        })]),
    };
}
