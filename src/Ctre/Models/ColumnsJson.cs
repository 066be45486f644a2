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
    private const int None = -1;

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
                    ["categories"] = new JsonArray([.. texts.Select(text => JsonValue.Create(NameLength.Checked(text, "a category")))]),
                    ["missing"] = preprocessing.Modes![c],
                });
        }

        return array;
    }

    /// <summary>Reads what <see cref="Of"/> wrote.</summary>
    /// <param name="utf8">The JSON; null where there are no columns with names or categories. It is kept, and must not change.</param>
    /// <param name="scaler">The scaler of the features that the columns make.</param>
    /// <exception cref="InputException">This is no list of columns, or they make more features than the scaler has.</exception>
    /// <exception cref="ArgumentException">The columns don't fit together or to the scaler.</exception>
    public static Preprocessing Parse(byte[]? utf8, Scaler scaler)
    {
        if (utf8 is null) return new Preprocessing(FeatureColumn.UnnamedList(scaler.Features), scaler);
        var json = new JsonTexts(utf8, "columns");
        if (json.Next() != JsonTokenType.StartArray) throw json.Wrong();
        // No longer than the features, and than the text.
        int most = Math.Min(scaler.Features, utf8.Length);
        List<int> names = new(most), modes = new(most), first = new(most + 1), categories = [];
        long features = 0;
        int empty = 0;
        for (JsonTokenType next = json.Next(); next != JsonTokenType.EndArray; next = json.Next())
        {
            first.Add(categories.Count);
            (int name, int mode) = next switch
            {
                JsonTokenType.Null => (None, None),
                JsonTokenType.String => (NameAt(ref json), None),
                JsonTokenType.StartObject => OfCategories(ref json, scaler.Features, categories),
                _ => throw json.Wrong(),
            };
            int made = mode == None ? 1 : categories.Count - first[^1];
            features += made;
            if (features > scaler.Features)
                throw new InputException($"its columns make more features than its scaler has: {scaler.Features}.");
            if (made == 0 && ++empty > OneHot.MostEmptyColumns)
                throw new InputException($"more than {OneHot.MostEmptyColumns} of its columns make no feature.");
            names.Add(name);
            modes.Add(mode);
        }

        json.End();
        first.Add(categories.Count);
        StoredColumns columns = new(utf8, names, first, categories, modes);
        return modes.Exists(mode => mode != None)
            ? new Preprocessing(columns, new OneHot(columns, modes), scaler)
            : new Preprocessing(columns, null, scaler);
    }

    private static int NameAt(ref JsonTexts json)
    {
        json.CheckText(NameLength.Most);
        return json.Position;
    }

    private static (int Name, int Mode) OfCategories(ref JsonTexts json, int most, List<int> categories)
    {
        int? name = null, mode = null;
        bool any = false;
        while (json.Next() == JsonTokenType.PropertyName)
        {
            if (json.Is("name") && name is null)
            {
                name = json.Next() switch
                {
                    JsonTokenType.Null => None,
                    JsonTokenType.String => NameAt(ref json),
                    _ => throw json.Wrong(),
                };
            }
            else if (json.Is("missing") && mode is null)
            {
                json.Next();
                mode = json.Number() is >= 0 and var known ? known : throw json.Wrong();
            }
            else if (json.Is("categories") && !any)
            {
                any = true;
                if (json.Next() != JsonTokenType.StartArray) throw json.Wrong();
                for (JsonTokenType next = json.Next(); next != JsonTokenType.EndArray; next = json.Next())
                {
                    if (next != JsonTokenType.String) throw json.Wrong();
                    if (categories.Count == most) throw new InputException($"its 'columns' have more than {most} categories.");
                    categories.Add(NameAt(ref json));
                }
            }
            else
            {
                throw json.Wrong();
            }
        }

        return any && mode is { } missing ? (name ?? None, missing) : throw json.Wrong();
    }
}
