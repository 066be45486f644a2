using System.Text.Json;
using System.Text.Json.Nodes;
using Ctre.Data;
using Ctre.Models.Safetensors;

namespace Ctre.Models;

/// <summary>
/// The columns of a model's data as JSON: a list with, for each column, its name or null; for a column of categories an object with
/// <c>name</c>, <c>categories</c> (texts, in the order of the features they become) and <c>missing</c> (the category that stands for a
/// missing one, by its position).
/// </summary>
internal static class ColumnsJson
{
    /// <summary>The columns; null where they are numbers without names.</summary>
    public static JsonArray? Of(Preprocessing preprocessing)
    {
        IReadOnlyList<FeatureColumn> columns = preprocessing.Columns;
        if (columns.All(column => column is { Name: null, Categories: null })) return null;
        var array = new JsonArray();
        for (int c = 0; c < columns.Count; c++)
        {
            array.Add(columns[c].Categories is not { } texts
                ? JsonValue.Create(columns[c].Name)
                : new JsonObject
                {
                    ["name"] = columns[c].Name,
                    ["categories"] = new JsonArray([.. texts.Select(text => JsonValue.Create(text))]),
                    ["missing"] = preprocessing.Modes![c],
                });
        }

        return array;
    }

    /// <summary>Reads what <see cref="Of"/> wrote.</summary>
    /// <param name="text">The JSON; null where there are no columns with names or categories.</param>
    /// <param name="scaler">The scaler of the features that the columns make.</param>
    /// <exception cref="InputException">This is no list of columns, or they make more features than the scaler has.</exception>
    /// <exception cref="ArgumentException">The columns don't fit together or to the scaler.</exception>
    public static Preprocessing Parse(string? text, Scaler scaler)
    {
        if (text is null) return new Preprocessing(FeatureColumn.UnnamedList(scaler.Features), scaler);
        var json = new JsonTexts(text, "columns");
        if (json.Next() != JsonTokenType.StartArray) throw json.Wrong();
        List<FeatureColumn> columns = [];
        List<int> modes = [];
        int features = 0;
        for (JsonTokenType next = json.Next(); next != JsonTokenType.EndArray; next = json.Next())
        {
            (FeatureColumn column, int mode) = next switch
            {
                JsonTokenType.Null => (FeatureColumn.Unnamed, 0),
                JsonTokenType.String => (new FeatureColumn(json.Text()), 0),
                JsonTokenType.StartObject => OfCategories(ref json, scaler.Features),
                _ => throw json.Wrong(),
            };
            features += column.Categories?.Count ?? 1;
            if (features > scaler.Features)
                throw new InputException($"its columns make more features than its scaler has: {scaler.Features}.");
            columns.Add(column);
            modes.Add(mode);
        }

        json.End();
        return columns.Exists(column => column.Categories is not null)
            ? new Preprocessing(columns, new OneHot(columns, [.. modes]), scaler)
            : new Preprocessing(columns, scaler);
    }

    private static (FeatureColumn Column, int Mode) OfCategories(ref JsonTexts json, int most)
    {
        string? name = null;
        List<string>? categories = null;
        int? mode = null;
        HashSet<string> seen = [];
        while (json.Next() == JsonTokenType.PropertyName)
        {
            string key = json.Text()!;
            if (!seen.Add(key)) throw json.Wrong();
            if (key == "categories")
            {
                categories = json.Texts(most);
                continue;
            }

            JsonTokenType next = json.Next();
            if (key == "name" && next is JsonTokenType.String or JsonTokenType.Null) name = json.Text();
            else if (key == "missing") mode = json.Number();
            else throw json.Wrong();
        }

        return categories is not null && mode is { } known ? (new FeatureColumn(name, categories), known) : throw json.Wrong();
    }
}
