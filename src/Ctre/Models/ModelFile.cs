using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ctre.Data;
using Ctre.Layers;

namespace Ctre.Models;

/// <summary>
/// A model as a safetensors file: its network (see <see cref="NetworkTensors"/>); <c>scaler.offset</c>, <c>scaler.factor</c> and
/// <c>scaler.median</c> [inputs].
/// A file with a complete layer has format version 2, one whose data have columns of categories 3, any other 1.
/// Metadata: format, format_version, recipe, class_names, dataset, label_index and label_name (of a table), columns (see
/// <see cref="ColumnsJson"/>), scaler, layers, content_sha256.
/// </summary>
internal static class ModelFile
{
    private const string Format = "ctre-model";
    private const int SparseVersion = 1, CompleteVersion = 2, CategoriesVersion = 3;

    /// <summary>Writes the model, atomically.</summary>
    public static void Save(Model model, string path)
    {
        Scaler scaler = model.Preprocessing.Scaler;
        var tensors = new Dictionary<string, Tensor>
        {
            ["scaler.offset"] = Tensor.Of(scaler.Offset),
            ["scaler.factor"] = Tensor.Of(scaler.Factor),
            ["scaler.median"] = Tensor.Of(scaler.Median),
        };
        NetworkTensors.Add(tensors, model.Network);
        int version = model.Columns.Any(column => column.Categories is not null) ? CategoriesVersion
            : model.Network.Layers.Any(layer => layer.Connections.IsComplete) ? CompleteVersion
            : SparseVersion;
        var metadata = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["format_version"] = version.ToString(CultureInfo.InvariantCulture),
            ["layers"] = model.Network.Layers.Count.ToString(CultureInfo.InvariantCulture),
            ["recipe"] = RecipeJson.ToJson(model.Recipe).ToJsonString(),
            ["class_names"] = new JsonArray([.. model.ClassNames.Select(name => JsonValue.Create(name))]).ToJsonString(),
            ["dataset"] = model.Dataset,
            ["scaler"] = OptionText<ScalerKind>.Of(scaler.Kind),
        };
        if (ColumnsJson.Of(model.Preprocessing) is { } columns) metadata["columns"] = columns.ToJsonString();
        if (model.Label is { } label)
        {
            metadata["label_index"] = label.Index.ToString(CultureInfo.InvariantCulture);
            if (label.Name is { } name) metadata["label_name"] = name;
        }

        AtomicFile.Write(path, new Safetensors(metadata, tensors).Write);
    }

    /// <summary>Reads and checks a model.</summary>
    /// <exception cref="InputException">The file is missing, damaged, newer than this version, or no model.</exception>
    public static Model Load(string path) => Safetensors.Load(path, "model", Read);

    private static Model Read(Safetensors file)
    {
        if (file.Text("format") != Format) throw new InputException($"its format is '{file.Text("format")}', expected '{Format}'.");
        int version = file.Number("format_version");
        if (version > CategoriesVersion)
        {
            throw new InputException(
                $"it has format version {file.Text("format_version")}, this program knows up to {CategoriesVersion}; update Ctre.");
        }

        Recipe recipe = RecipeJson.Parse(file.Text("recipe"));
        if (!OptionText<ScalerKind>.TryParse(file.Text("scaler"), out ScalerKind kind)) throw new InputException("its scaler is unknown.");
        var scaler = new Scaler(
            kind, file.Finite("scaler.offset"), file.Finite("scaler.factor"),
            file.Tensors.ContainsKey("scaler.median") ? file.Finite("scaler.median") : null);
        Preprocessing preprocessing = ColumnsJson.Parse(file.Metadata.GetValueOrDefault("columns"), scaler);

        int count = file.Number("layers");
        if (count != recipe.Hidden.Count + 1) throw new InputException($"it has {count} layers, its recipe {recipe.Hidden.Count + 1}.");
        Network network = NetworkTensors.Read(file, scaler.Features, recipe.Hidden, recipe.Activation, mayBeComplete: version >= CompleteVersion);
        return new Model(network, preprocessing, ClassNames(file), recipe, file.Text("dataset"), file.Metadata.ContainsKey("label_index")
            ? new LabelColumn(file.Number("label_index"), file.Metadata.GetValueOrDefault("label_name"))
            : null);
    }

    private static string[] ClassNames(Safetensors file) =>
        JsonNode.Parse(file.Text("class_names")) is JsonArray names && names.All(name => name?.GetValueKind() == JsonValueKind.String)
            ? [.. names.Select(name => name!.GetValue<string>())]
            : throw new InputException("its 'class_names' is not a list of texts.");
}
