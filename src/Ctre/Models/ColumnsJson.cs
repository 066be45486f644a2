using System.Text.Json.Nodes;
using Ctre.Data;

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
    /// <exception cref="InputException">This is no list of columns.</exception>
    /// <exception cref="ArgumentException">The columns don't fit together or to the scaler.</exception>
    public static Preprocessing Parse(string? text, Scaler scaler)
    {
        if (text is null) return new Preprocessing(FeatureColumn.UnnamedList(scaler.Features), scaler);
        if (JsonNode.Parse(text) is not JsonArray array) throw Wrong();
        var columns = new FeatureColumn[array.Count];
        var modes = new int[array.Count];
        for (int c = 0; c < columns.Length; c++)
        {
            columns[c] = array[c] switch
            {
                null => FeatureColumn.Unnamed,
                JsonValue name when name.TryGetValue(out string? called) => new FeatureColumn(called),
                JsonObject one => new FeatureColumn(one["name"]?.GetValue<string>(), Texts(one["categories"])),
                _ => throw Wrong(),
            };
            if (array[c] is JsonObject categories) modes[c] = categories["missing"]?.GetValue<int>() ?? throw Wrong();
        }

        return columns.Any(column => column.Categories is not null)
            ? new Preprocessing(columns, new OneHot(columns, modes), scaler)
            : new Preprocessing(columns, scaler);
    }

    private static string[] Texts(JsonNode? node) => node is JsonArray texts
        ? [.. texts.Select(text => text?.GetValue<string>() ?? throw Wrong())]
        : throw Wrong();

    private static InputException Wrong() => new("its 'columns' are not a list of names and categories.");
}
