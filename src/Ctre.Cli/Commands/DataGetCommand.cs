using System.CommandLine;
using System.Text.Json.Nodes;
using Ctre.Cli.Options;
using Ctre.Cli.Rendering;
using Ctre.Cli.Runs;
using Ctre.Data;
using Ctre.Data.Downloads;
using Ctre.Data.Known;

namespace Ctre.Cli.Commands;

/// <summary><c>ctre data get</c>: fetches a known data set.</summary>
internal sealed class DataGetCommand : CtreCommand
{
    private static readonly KnownDataSet[] Limitable = [.. KnownDataSets.All.Where(set => set.SupportsRowLimit)];

    private readonly Terminal terminal;
    private readonly Argument<string> name = new("NAME") { Description = $"one of {string.Join(", ", DataSource.KnownNames)}" };
    private readonly DataOptions data = new();
    private readonly Option<bool> force = new("--force") { Description = "fetch it even if it is here" };
    private readonly IntegerOption rows = new(
        "--rows", $"of {Names(Limitable)}: take the first rows only, without the published test part",
        new Interval(1, Limitable.Max(set => set.TrainingRows + set.TestRows)), "Default: all.");

    private readonly JsonOption json = new();

    public DataGetCommand(Terminal terminal) : base(
        "get",
        "Fetches a data set from its publisher, or from the mirror that the environment variable CTRE_DATA_MIRROR names, verifies it and "
        + "unpacks it. An interrupted download is resumed.")
    {
        this.terminal = terminal;
        Add(name);
        data.AddDirectoryTo(this);
        Add(force);
        Add(rows);
        Add(json);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "ctre data get fashion-mnist",
        "ctre data get cifar-10 --data-dir data",
        "ctre data get higgs --rows 1000000",
    ];

    protected override int Run(ParseResult parse)
    {
        using var interruption = Interruption.BetweenSteps();
        KnownDataSet set = Set(parse.GetValue(name)!);
        DownloadOptions options = new()
        {
            DataDirectory = data.Directory(parse),
            Force = parse.GetValue(force),
            Rows = Rows(parse, set),
        };
        try
        {
            DownloadedSet got = new DownloadBars(terminal).Follow(
                report => DataSetDownload.GetAsync(set, options, report, interruption.Token).GetAwaiter().GetResult());
            json.Write(parse, terminal, () => ToJson(got), console => DownloadMessages.Show(got, options, console));
            return 0;
        }
        catch (OperationCanceledException)
        {
            terminal.Note($"interrupted: what has arrived is kept; ctre data get {set.Name} resumes from there");
            return ErrorLine.Interrupted;
        }
    }

    private static KnownDataSet Set(string word) => KnownDataSets.Find(word) ?? throw new InputException(
        $"there is no known data set '{word}'{Suggestion.For(word, DataSource.KnownNames)} "
        + $"The known data sets are {EnglishList.Join(DataSource.KnownNames, "and")}.");

    private int? Rows(ParseResult parse, KnownDataSet set) => parse.NameOf(rows) is null || Limitable.Contains(set)
        ? rows.Read(parse)
        : throw new InputException(
            $"--rows does not apply to {set.Name}: only {Names(Limitable)} can be cut.");

    private static string Names(IEnumerable<KnownDataSet> sets) => EnglishList.Join([.. sets.Select(set => set.Name)], "and");

    private static JsonObject ToJson(DownloadedSet got) => new()
    {
        ["name"] = got.Set.Name,
        ["folder"] = got.Folder,
        ["wasHere"] = got.WasPresent,
        ["rows"] = got.Rows,
        ["files"] = new JsonArray([.. got.Files.Select(file => new JsonObject
        {
            ["name"] = file.Name,
            ["bytes"] = file.Bytes,
            ["sha256"] = file.Sha256,
            ["verified"] = file.IsVerified,
        })]),
        ["license"] = got.Set.License,
        ["citation"] = got.Set.Citation,
    };
}
