using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ctre.Models;

namespace Ctre.Cli.Comparison;

/// <summary>One run of a comparison: a data set, a recipe and where its result is stored.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Recipe">How to train, seed included.</param>
internal sealed record Cell(ComparedData Data, Recipe Recipe)
{
    /// <summary>ε or density as asked for: <c>e1</c>, <c>d0.01</c>; <c>dense</c> has neither.</summary>
    public string Connectivity => Recipe.Method == "dense" ? "dense"
        : Recipe.Density is { } density ? string.Create(CultureInfo.InvariantCulture, $"d{density}")
        : string.Create(CultureInfo.InvariantCulture, $"e{Recipe.Epsilon}");

    /// <summary>The path of the stored result in the folder of the comparison.</summary>
    public string File(string folder) => Path.Combine(folder, "cells", Data.FileName, $"{Recipe.Method}-{Connectivity}-s{Recipe.Seed}.json");

    /// <summary>The stored result; null if there is none or it is unreadable.</summary>
    /// <exception cref="InputException">It belongs to another recipe or other data.</exception>
    public JsonObject? Stored(string folder)
    {
        string path = File(folder);
        if (!System.IO.File.Exists(path)) return null;
        JsonObject stored;
        try
        {
            stored = JsonNode.Parse(System.IO.File.ReadAllText(path))!.AsObject();
            if (stored["recipe"] is not JsonObject || stored["dataDigest"] is null || stored["connections"] is null && stored["failure"] is null) return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException)
        {
            return null;
        }

        foreach ((string name, JsonNode? asked) in RecipeJson.ToJson(Recipe))
        {
            string was = stored["recipe"]![name]?.ToJsonString() ?? "nothing", now = asked?.ToJsonString() ?? "nothing";
            if (was != now)
            {
                throw new InputException(
                    $"{path} was made with {name} {was}, now {now} is asked for: name another folder with --output, or run such cells anew with --force.");
            }
        }

        return stored["dataDigest"]!.GetValue<string>() == Data.Digest
            ? stored
            : throw new InputException(
                $"{path} was made from other rows of {Data.Name}: name another folder with --output, or run such cells anew with --force.");
    }

    /// <summary>Stores a result, at once and whole.</summary>
    public void Store(string folder, JsonObject result)
    {
        string path = File(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(result.ToJsonString(JsonText.Indented) + "\n")));
    }
}
