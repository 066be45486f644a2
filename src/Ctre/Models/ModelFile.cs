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
/// <see cref="ColumnsJson"/>), scaler, layers, data_digest, test_fraction and split_seed (which rows were held out), content_sha256.
/// </summary>
internal static class ModelFile
{
    private const string Format = "ctre-model";
    private const int SparseVersion = 1, CompleteVersion = 2, CategoriesVersion = 3;

    /// <summary>Writes the model.</summary>
    public static void Write(SparseModel model, Stream stream) => Content(model).Write(stream);

    /// <summary>Makes sure that a model can be read back once it is written.</summary>
    /// <exception cref="InputException">It has too many layers, or the names of its columns and classes are too long.</exception>
    public static void RequireReadable(SparseModel model) => Content(model).RequireReadable();

    private static SafetensorsContent Content(SparseModel model)
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

        if (model.TrainedOn is { } rows)
        {
            metadata["data_digest"] = rows.Digest;
            metadata["split_seed"] = rows.Seed.ToString(CultureInfo.InvariantCulture);
            if (rows.TestFraction is { } fraction) metadata["test_fraction"] = fraction.ToString(CultureInfo.InvariantCulture);
        }

        return new SafetensorsContent(metadata, tensors);
    }

    /// <summary>Reads and checks a model.</summary>
    /// <exception cref="InputException">The file is missing, damaged, newer than this version, or no model.</exception>
    public static SparseModel Load(string path) => SafetensorsFile.Load(path, "model", Accept, Read);

    private static void Accept(SafetensorsContent file)
    {
        if (file.Text("format") != Format)
            throw new InputException($"its format is {CellText.Quote(file.Text("format"))}, expected '{Format}'.");
        int version = file.Integer("format_version");
        if (version > CategoriesVersion)
            throw new InputException($"it has format version {version}, this program knows up to {CategoriesVersion}; update Ctre.");
    }

    private static SparseModel Read(SafetensorsContent file)
    {
        Recipe recipe = Recipe.Parse(file.Text("recipe"));
        if (!EnumNames<ScalerKind>.TryParse(file.Text("scaler"), out ScalerKind kind)) throw new InputException("its scaler is unknown.");
        var scaler = new Scaler(
            kind, file.Finite("scaler.offset"), file.Finite("scaler.factor"),
            file.Tensors.ContainsKey("scaler.median") ? file.Finite("scaler.median") : null);
        Preprocessing preprocessing = ColumnsJson.Parse(file.Metadata.Utf8("columns"), scaler);
        int layers = file.Integer("layers");
        if (layers != recipe.Hidden.Count + 1) throw new InputException($"it has {layers} layers, its recipe {recipe.Hidden.Count + 1}.");
        Network network = NetworkTensors.Read(
            file, recipe, scaler.Features, knowsComplete: file.Integer("format_version") >= CompleteVersion);
        LabelColumn? label = file.Metadata.ContainsKey("label_index")
            ? new LabelColumn(file.Integer("label_index"), file.TextIfAny("label_name"))
            : null;
        return new SparseModel(network, preprocessing, ClassNames(file), recipe, file.Text("dataset"), label)
        {
            TrainedOn = TrainedOn(file),
        };
    }

    /// <summary>Models of older versions don't say it.</summary>
    private static TrainedRows? TrainedOn(SafetensorsContent file)
    {
        if (file.TextIfAny("data_digest") is not { } digest) return null;
        double? fraction = file.Metadata.ContainsKey("test_fraction")
            ? file.Number("test_fraction", DataSplit.Fractions)
            : null;
        return long.TryParse(file.Text("split_seed"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed)
            ? new TrainedRows(digest, fraction, seed)
            : throw new InputException($"its 'split_seed' is {CellText.Quote(file.Text("split_seed"))}, not an integer.");
    }

    private static List<string> ClassNames(SafetensorsContent file)
    {
        var json = new JsonTexts(file.List("class_names"), "class_names");
        List<string> names = json.Texts(Dataset.MaxClasses, NameLength.Most);
        json.End();
        return names.Distinct(StringComparer.Ordinal).Count() == names.Count
            ? names
            : throw new InputException("its 'class_names' name a class twice.");
    }
}
