using System.CommandLine;
using System.Text.Json.Nodes;
using Ctre.Analysis;
using Ctre.Cli.Options;
using Ctre.Cli.Rendering;
using Ctre.Cli.Runs;

namespace Ctre.Cli.Commands;

/// <summary><c>ctre inspect</c>: shows what a model file holds.</summary>
internal sealed class InspectCommand : CtreCommand
{
    private readonly Terminal terminal;
    private readonly ModelArgument model = new();
    private readonly JsonOption json = new();

    public InspectCommand(Terminal terminal)
        : base("inspect", "Shows a model: its layers, how dense they are, what they leave unused, its digests and its recipe.")
    {
        this.terminal = terminal;
        model.AddTo(this);
        Add(json);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "ctre inspect runs/madelon-ctre-sim-0",
        "ctre inspect model.safetensors --json",
    ];

    protected override int Run(ParseResult parse)
    {
        using var interruption = Interruption.AtOnce();
        (SparseModel trained, string path) = model.Read(parse);
        long bytes = new FileInfo(path).Length;
        IReadOnlyList<LayerStatistics> layers = LayerStatistics.Of(trained.Network);
        json.Write(parse, terminal, () => ToJson(trained, bytes, layers), console => ModelTables.Show(trained, bytes, layers, console));
        return 0;
    }

    private static JsonObject ToJson(SparseModel model, long bytes, IReadOnlyList<LayerStatistics> layers) => new()
    {
        ["inputs"] = model.Network.Inputs,
        ["classes"] = model.Network.Classes,
        ["classNames"] = JsonText.Texts(model.ClassNames),
        ["connections"] = model.Network.Connections,
        ["density"] = model.Network.Density,
        ["bytes"] = bytes,
        ["layers"] = new JsonArray([.. layers.Select(layer => new JsonObject
        {
            ["inputs"] = layer.Inputs,
            ["outputs"] = layer.Outputs,
            ["connections"] = layer.Connections,
            ["density"] = layer.Density,
            ["deadNeurons"] = layer.DeadNeurons,
            ["unusedInputs"] = layer.UnusedInputs,
            ["meanFanIn"] = layer.MeanFanIn,
            ["maxFanIn"] = layer.MaxFanIn,
        })]),
        ["topologyDigest"] = model.Network.TopologyDigest(),
        ["modelDigest"] = model.Network.Digest(),
        ["recipe"] = model.Recipe.ToJson(),
    };
}
