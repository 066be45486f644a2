using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ctre.Data;
using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Models;

/// <summary>
/// A model as a safetensors file. Per layer l: <c>layers.l.row_offsets</c> [outputs + 1], <c>layers.l.columns</c> [connections],
/// <c>layers.l.values</c> [connections], <c>layers.l.bias</c> [outputs]; <c>scaler.offset</c>, <c>scaler.factor</c> and
/// <c>scaler.median</c> [inputs].
/// A complete layer has neither row_offsets nor columns: its values [outputs · inputs] are W, row after row. A file with such a
/// layer has format version 2, one whose data have columns of categories 3, any other 1.
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
        for (int l = 0; l < model.Network.Layers.Count; l++)
        {
            SparseLayer layer = model.Network.Layers[l];
            if (!layer.Connections.IsComplete)
            {
                tensors[$"layers.{l}.row_offsets"] = Tensor.Of(layer.Connections.RowOffsets);
                tensors[$"layers.{l}.columns"] = Tensor.Of(layer.Connections.Columns);
            }

            tensors[$"layers.{l}.values"] = Tensor.Of(layer.Weights);
            tensors[$"layers.{l}.bias"] = Tensor.Of(layer.Bias);
        }

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
    public static Model Load(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Read(Safetensors.Read(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(File.Exists(path) ? $"cannot read model {path}: {e.Message}" : $"there is no model file {path}.", e);
        }
        catch (NotSupportedException e)
        {
            // A model is read by its length and offsets, which a pipe does not have.
            throw new InputException($"{path} is not a regular file: save the model to a file first.", e);
        }
        catch (Exception e) when (e is InputException or ArgumentException or JsonException or InvalidOperationException)
        {
            throw new InputException($"{path} is not a sound Ctre model: {e.Message}", e);
        }
    }

    private static Model Read(Safetensors file)
    {
        if (Text(file, "format") != Format) throw new InputException($"its format is '{Text(file, "format")}', expected '{Format}'.");
        int version = Number(file, "format_version");
        if (version > CategoriesVersion)
        {
            throw new InputException(
                $"it has format version {Text(file, "format_version")}, this program knows up to {CategoriesVersion}; update Ctre.");
        }

        Recipe recipe = RecipeJson.Parse(Text(file, "recipe"));
        if (!OptionText<ScalerKind>.TryParse(Text(file, "scaler"), out ScalerKind kind)) throw new InputException("its scaler is unknown.");
        var scaler = new Scaler(
            kind, Finite(file, "scaler.offset"), Finite(file, "scaler.factor"),
            file.Tensors.ContainsKey("scaler.median") ? Finite(file, "scaler.median") : null);
        Preprocessing preprocessing = ColumnsJson.Parse(file.Metadata.GetValueOrDefault("columns"), scaler);

        int count = Number(file, "layers"), inputs = scaler.Features;
        if (count != recipe.Hidden.Count + 1) throw new InputException($"it has {count} layers, its recipe {recipe.Hidden.Count + 1}.");
        var layers = new List<SparseLayer>();
        for (int l = 0; l < count; l++)
        {
            float[] bias = Finite(file, $"layers.{l}.bias");
            if (l < count - 1 && bias.Length != recipe.Hidden[l])
                throw new InputException($"its layer {l} has {bias.Length} neurons, its recipe {recipe.Hidden[l]}.");
            if (bias.Length == 0) throw new InputException($"its layer {l} has no outputs.");
            float[] weights = Finite(file, $"layers.{l}.values");
            layers.Add(new SparseLayer(Structure(file, version, l, bias.Length, inputs, weights.Length), weights, bias));
            inputs = bias.Length;
        }

        return new Model(new Network(layers, recipe.Activation), preprocessing, ClassNames(file), recipe, Text(file, "dataset"),
            file.Metadata.ContainsKey("label_index")
                ? new LabelColumn(Number(file, "label_index"), file.Metadata.GetValueOrDefault("label_name"))
                : null);
    }

    private static Connections Structure(Safetensors file, int version, int layer, int outputs, int inputs, int weights)
    {
        string offsets = $"layers.{layer}.row_offsets", columns = $"layers.{layer}.columns";
        if (version < CompleteVersion || file.Tensors.ContainsKey(offsets) || file.Tensors.ContainsKey(columns))
            return new Connections(outputs, inputs, Get(file, offsets).ToInts(offsets), Get(file, columns).ToInts(columns));
        // Checked before the structure is built, so that it is never larger than the weights that the file really holds.
        return weights == (long)outputs * inputs
            ? Connections.Complete(outputs, inputs)
            : throw new InputException($"its layer {layer} has no {offsets}, so it needs {outputs} × {inputs} weights; it has {weights}.");
    }

    private static string Text(Safetensors file, string key) =>
        file.Metadata.TryGetValue(key, out string? text) ? text : throw new InputException($"it has no '{key}' in its metadata.");

    private static string[] ClassNames(Safetensors file) =>
        JsonNode.Parse(Text(file, "class_names")) is JsonArray names && names.All(name => name?.GetValueKind() == JsonValueKind.String)
            ? [.. names.Select(name => name!.GetValue<string>())]
            : throw new InputException("its 'class_names' is not a list of texts.");

    private static int Number(Safetensors file, string key) =>
        int.TryParse(Text(file, key), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new InputException($"its '{key}' is '{Text(file, key)}', not a number.");

    private static Tensor Get(Safetensors file, string name) =>
        file.Tensors.TryGetValue(name, out Tensor? tensor) ? tensor : throw new InputException($"it has no tensor '{name}'.");

    private static float[] Finite(Safetensors file, string name)
    {
        float[] values = Get(file, name).ToFloats(name);
        int bad = Array.FindIndex(values, value => !float.IsFinite(value));
        return bad < 0
            ? values
            : throw new InputException($"tensor '{name}' holds {values[bad]} at index {bad}; all values must be finite.");
    }
}
