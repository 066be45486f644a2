using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ctre.Data;
using Ctre.Losses;
using Ctre.Optimization;

namespace Ctre;

/// <summary>A recipe as JSON: camelCase names, options by their words (<see cref="EnumNames{T}"/>).</summary>
public static class RecipeJson
{
    private static readonly RecipeContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters =
        {
            new WordConverter<DistributionKind>(), new WordConverter<WeightInitKind>(), new WordConverter<GrowInitKind>(),
            new WordConverter<ScheduleKind>(), new WordConverter<OptimizerKind>(),
            new WordConverter<ScalerKind>(), new WordConverter<SimilarityKind>(), new WordConverter<ClassWeightKind>(),
        },
    });

    /// <summary>Writes a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    public static JsonObject ToJson(Recipe recipe) => JsonSerializer.SerializeToNode(recipe, Context.Recipe)!.AsObject();

    /// <summary>
    /// Reads a recipe; what the text does not name keeps its default, which may depend on what it names (the learning rate on the
    /// optimizer, the last update on the method, the sampled rows on both method and similarity); what it names too much is refused.
    /// </summary>
    /// <param name="json">The text.</param>
    /// <exception cref="InputException">The text is not a recipe, or a value is out of its range.</exception>
    public static Recipe Parse(string json)
    {
        try
        {
            JsonObject merged = ToJson(Recipe.Default), named = JsonNode.Parse(json)!.AsObject();
            foreach ((string name, JsonNode? value) in named)
            {
                if (!merged.ContainsKey(name)) throw new InputException($"the recipe has an unknown entry '{name}'.");
                merged[name] = value?.DeepClone();
            }

            Recipe read = merged.Deserialize(Context.Recipe)!;
            Recipe defaults = Recipe.Default with
            {
                Method = read.Method,
                Optimizer = read.Optimizer,
                Similarity = read.Similarity,
            };
            return read with
            {
                LearningRate = named.ContainsKey("learningRate") ? read.LearningRate : defaults.LearningRate,
                UpdateUntil = named.ContainsKey("updateUntil") ? read.UpdateUntil : defaults.UpdateUntil,
                SimilarityRows = named.ContainsKey("similarityRows") ? read.SimilarityRows : defaults.SimilarityRows,
            };
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or NullReferenceException)
        {
            throw new InputException($"the recipe cannot be read: {e.Message}", e);
        }
    }

    private sealed class WordConverter<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(
        System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicFields)] T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            EnumNames<T>.TryParse(reader.GetString() ?? "", out T value)
                ? value
                : throw new JsonException($"'{reader.GetString()}' is none of {string.Join(", ", EnumNames<T>.Words)}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(EnumNames<T>.Of(value));
    }
}

[JsonSerializable(typeof(Recipe))]
internal sealed partial class RecipeContext : JsonSerializerContext;
