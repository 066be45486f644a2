using System.CommandLine;
using System.Text.Json.Nodes;
using Ctre.Analysis;
using Ctre.Cli.Options;
using Ctre.Cli.Rendering;
using Ctre.Cli.Runs;
using Ctre.Data;
using Ctre.Data.Known;
using Ctre.Data.Summary;

namespace Ctre.Cli.Commands;

/// <summary><c>ctre data info</c>: describes data.</summary>
internal sealed class DataInfoCommand : CtreCommand
{
    // Figures of a feature, the same as JSON, and a digest of a row.
    private const double FeatureBytes = 200, JsonBytes = 2500, RowBytes = 48;

    private readonly Terminal terminal;
    private readonly DataOptions data = new();
    private readonly JsonOption json = new();

    public DataInfoCommand(Terminal terminal) : base(
        "info",
        "Describes data: rows, classes and their balance, missing values, constant features, zeros, ranges, and the scaling "
        + "that may suit them. Figures are of the training part, or of all rows where there is no test part.")
    {
        this.terminal = terminal;
        data.AddTo(this);
        data.AddTestTo(this);
        Add(json);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "ctre data info madelon",
        "ctre data info flowers.csv --label species --json",
    ];

    protected override int Run(ParseResult parse)
    {
        using var interruption = Interruption.AtOnce();
        DataRequest request = data.Read(parse);
        LoadedData loaded = request.Load();
        CheckMemory(parse, loaded);
        DataNotes.Show(loaded, terminal);
        DataSummary summary = DataSummary.Of(loaded.Training);
        ScalerAdvice advice = ScalerAdvice.For(
            summary, DataSource.KnownNames.Contains(request.Source) ? KnownDataSets.Find(request.Source) : null);
        json.Write(
            parse, terminal, () => ToJson(loaded, summary, advice), console => DataSummaryTables.Show(loaded, summary, advice, console));
        return 0;
    }

    private void CheckMemory(ParseResult parse, LoadedData loaded)
    {
        Dataset rows = loaded.Training;
        bool isJson = parse.GetValue(json);
        double figures = (FeatureBytes + (isJson ? JsonBytes : 0)) * rows.Features + RowBytes * rows.Rows;
        data.Memory.Check(
            parse, MemoryEstimate.ProgramBytes + MemoryEstimate.OfData(rows, loaded.Test) + figures, "to describe these data",
            isJson ? ", or leave --json out" : "");
    }

    private static JsonObject ToJson(LoadedData loaded, DataSummary summary, ScalerAdvice advice) => new()
    {
        ["name"] = loaded.Training.Name,
        ["rows"] = summary.Rows,
        ["testRows"] = loaded.Test?.Rows ?? 0,
        ["features"] = summary.Features.Count,
        ["classes"] = new JsonArray([.. summary.Classes.Select(one => new JsonObject { ["name"] = one.Name, ["rows"] = one.Rows })]),
        ["imbalance"] = summary.Imbalance,
        ["missing"] = summary.Missing,
        ["duplicateRows"] = summary.DuplicateRows,
        ["zeroShare"] = summary.ZeroShare,
        ["compressed"] = loaded.Training.Sparse is not null,
        ["minimum"] = JsonText.Number(summary.Minimum),
        ["maximum"] = JsonText.Number(summary.Maximum),
        ["mean"] = JsonText.Number(summary.Mean),
        ["wholeNumbers"] = summary.IsWhole,
        ["constantFeatures"] = new JsonArray([.. summary.ConstantFeatures.Select(feature => JsonValue.Create(feature.Index))]),
        ["scaler"] = EnumNames<ScalerKind>.Of(advice.Kind),
        ["scalerReason"] = advice.Reason,
        ["perFeature"] = new JsonArray([.. summary.Features.Select(feature => new JsonObject
        {
            ["feature"] = feature.Index,
            ["name"] = feature.Column.Name,
            ["categories"] = feature.Column.Categories?.Count,
            ["minimum"] = feature.IsCategorical ? null : JsonText.Number(feature.Minimum),
            ["maximum"] = feature.IsCategorical ? null : JsonText.Number(feature.Maximum),
            ["mean"] = feature.IsCategorical ? null : JsonText.Number(feature.Mean),
            ["deviation"] = feature.IsCategorical ? null : JsonText.Number(feature.Deviation),
            ["zeros"] = feature.IsCategorical ? null : feature.Zeros,
            ["missing"] = feature.Missing,
        })]),
    };
}
