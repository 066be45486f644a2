using System.Globalization;
using System.Text.Json.Nodes;
using Ctre.Data;
using Ctre.Layers;
using Ctre.Models.Safetensors;

namespace Ctre.Models;

/// <summary>
/// A model as a safetensors file: the tensors of its network (<see cref="NetworkTensors"/>); <c>scaler.offset</c>,
/// <c>scaler.factor</c> and <c>scaler.median</c> [inputs]. A file with a complete layer has format version 2, one whose data have
/// columns of categories 3, any other 1.
/// Metadata: format, format_version, recipe, class_names, dataset, label_index and label_name (of a table), columns (see
/// <see cref="ColumnsJson"/>), scaler, layers, content_sha256.
/// </summary>
internal static class ModelFile
{
    private const string Format = "ctre-model";
    private const int SparseVersion = 1, CompleteVersion = 2, CategoriesVersion = 3, LongestRecipe = 1 << 20;

    /// <summary>Writes the model.</summary>
    public static void Write(SparseModel model, Stream stream)
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
            ["recipe"] = model.Recipe.ToJson().ToJsonString(),
            ["class_names"] = new JsonArray([.. model.ClassNames.Select(name => JsonValue.Create(name))]).ToJsonString(),
            ["dataset"] = model.DatasetName,
            ["scaler"] = EnumNames<ScalerKind>.Of(scaler.Kind),
        };
        if (ColumnsJson.Of(model.Preprocessing) is { } columns) metadata["columns"] = columns.ToJsonString();
        if (model.Label is { } label)
        {
            metadata["label_index"] = label.Index.ToString(CultureInfo.InvariantCulture);
            if (label.Name is { } name) metadata["label_name"] = name;
        }

        new SafetensorsContent(metadata, tensors).Write(stream);
    }

    /// <summary>Reads and checks a model.</summary>
    /// <exception cref="InputException">The file is missing, damaged, newer than this version, or no model.</exception>
    public static SparseModel Load(string path) => SafetensorsFile.Load(path, "model", Accept, Read);

    private static void Accept(SafetensorsContent file)
    {
        if (file.Text("format") != Format)
            throw new InputException($"its format is {CellText.Quote(file.Text("format"))}, expected '{Format}'.");
        int version = file.Number("format_version");
        if (version > CategoriesVersion)
            throw new InputException($"it has format version {version}, this program knows up to {CategoriesVersion}; update Ctre.");
    }

    private static SparseModel Read(SafetensorsContent file)
    {
        if (file.Text("recipe").Length > LongestRecipe) throw new InputException($"its recipe is longer than {LongestRecipe} characters.");
        Recipe recipe = Recipe.Parse(file.Text("recipe"));
        if (!EnumNames<ScalerKind>.TryParse(file.Text("scaler"), out ScalerKind kind)) throw new InputException("its scaler is unknown.");
        var scaler = new Scaler(
            kind, file.Finite("scaler.offset"), file.Finite("scaler.factor"),
            file.Tensors.ContainsKey("scaler.median") ? file.Finite("scaler.median") : null);
        Preprocessing preprocessing = ColumnsJson.Parse(file.Metadata.GetValueOrDefault("columns"), scaler);
        int layers = file.Number("layers");
        if (layers != recipe.Hidden.Count + 1) throw new InputException($"it has {layers} layers, its recipe {recipe.Hidden.Count + 1}.");
        Network network = NetworkTensors.Read(
            file, recipe, scaler.Features, knowsComplete: file.Number("format_version") >= CompleteVersion);
        LabelColumn? label = file.Metadata.ContainsKey("label_index")
            ? new LabelColumn(file.Number("label_index"), file.Metadata.GetValueOrDefault("label_name"))
            : null;
        return new SparseModel(network, preprocessing, ClassNames(file), recipe, file.Text("dataset"), label);
    }

    private static List<string> ClassNames(SafetensorsContent file)
    {
        var json = new JsonTexts(file.Text("class_names"), "class_names");
        List<string> names = json.Texts(Dataset.MaxClasses);
        json.End();
        return names.Distinct(StringComparer.Ordinal).Count() == names.Count
            ? names
            : throw new InputException("its 'class_names' name a class twice.");
    }
}
