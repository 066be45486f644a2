using System.Text.Json.Nodes;
using Ctre.Analysis;
using Spectre.Console;
using static Ctre.Cli.Rendering.DisplayText;

namespace Ctre.Cli.Rendering;

/// <summary>What a model file holds, as tables.</summary>
internal static class ModelTables
{
    private const int NamedClasses = 10;

    public static void Show(SparseModel model, long bytes, IReadOnlyList<LayerStatistics> layers, IAnsiConsole console)
    {
        string more = model.ClassNames.Count > NamedClasses ? ", …" : "";
        console.Line($"trained on  {model.DatasetName} with {model.Recipe.Method}, seed {model.Recipe.Seed}");
        console.Line($"inputs      {Count(model.Network.Inputs)}");
        console.Line($"classes     {model.Network.Classes}: {string.Join(", ", model.ClassNames.Take(NamedClasses))}{more}");
        console.Line($"connections {Count(model.Network.Connections)}, density {Density(model.Network.Density)}");
        console.Line($"file        {Count(bytes)} bytes");
        console.Line($"topology    {model.Network.TopologyDigest()}");
        console.Line($"model       {model.Network.Digest()}");

        Table table = Tables.Of("layer", "shape", "conn.", "density", "dead", "unused", "fan-in", "max");
        for (int l = 0; l < layers.Count; l++)
        {
            LayerStatistics layer = layers[l];
            table.Add($"{l + 1}", $"{layer.Inputs} × {layer.Outputs}", Count(layer.Connections), Density(layer.Density),
                Count(layer.DeadNeurons), Count(layer.UnusedInputs), Number(layer.MeanFanIn), Count(layer.MaxFanIn));
        }

        console.Write(table);
        Table recipe = Tables.Of("recipe", "");
        foreach ((string name, JsonNode? value) in model.Recipe.ToJson())
            recipe.Add(name, value is JsonArray list ? string.Join(',', list) : value?.ToString() ?? "–");
        console.Write(recipe);
    }
}
