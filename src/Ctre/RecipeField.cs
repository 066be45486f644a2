using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ctre.Data;

namespace Ctre;

/// <summary>
/// One entry of a recipe: what it means, what is allowed, and how it is read and written; stated once for all who need it.
/// </summary>
/// <param name="Property">The property of <see cref="Recipe"/>; empty for an option that is another way to set one.</param>
/// <param name="Options">The names of its option, the usual one first, with their dashes; empty if it has none of its own.</param>
/// <param name="Placeholder">What help shows for the value.</param>
/// <param name="Help">What it means.</param>
/// <param name="Allowed">What is allowed, as help and errors say it.</param>
/// <param name="ToJson">The value as JSON; null where the recipe leaves it open.</param>
/// <param name="FromJson">The recipe with a value that is given as JSON.</param>
/// <param name="FromText">The recipe with a value of the command line; throws what parsing throws, or what the property does.</param>
internal sealed record RecipeField(
    string Property, string Options, string Placeholder, string Help, string Allowed, Func<Recipe, JsonNode?> ToJson,
    Func<Recipe, JsonElement, Recipe> FromJson, Func<Recipe, string, Recipe> FromText)
{
    /// <summary>The numbers that are allowed, or each number of a list; null for words.</summary>
    public Interval? Range { get; init; }

    /// <summary>What goes before <see cref="Allowed"/> where a text is no such value at all: <c>a number </c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Whether its option needs no value: named alone, it means true.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>The recipe with null; null where that is not allowed.</summary>
    public Func<Recipe, Recipe>? FromNull { get; init; }

    /// <summary>The value as the command line takes it; empty where the recipe leaves it open.</summary>
    public Func<Recipe, string> ToText { get => field ?? (recipe => ToJson(recipe)?.ToString() ?? ""); init; }

    /// <summary>The name in JSON: the property's in camel case.</summary>
    public string JsonName => JsonNamingPolicy.CamelCase.ConvertName(Property);

    /// <summary>The names of its option; none if it has none.</summary>
    public string[] OptionNames => Options.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A field of any type.</summary>
    public static RecipeField Of<T>(
        string property, string options, string placeholder, string help, string allowed, Func<Recipe, JsonNode?> toJson,
        Func<Recipe, T, Recipe> set, Func<JsonElement, T> read, Func<string, T> parse) =>
        // "r => r.Zeta" names Zeta.
        new(property[(property.LastIndexOf('.') + 1)..], options, placeholder, help, allowed, toJson,
            (recipe, value) => set(recipe, read(value)), (recipe, text) => set(recipe, parse(text)));

    /// <summary>A number of a range.</summary>
    public static RecipeField Number(
        string options, string range, string help, Func<Recipe, double?> get, Func<Recipe, double, Recipe> set,
        [CallerArgumentExpression(nameof(get))] string property = "") => Of(
            property, options, "number", help, Interval.Parse(range).ToString(), r => JsonValue.Create(get(r)), set,
            value => value.GetDouble(), NumberIn) with
        { Range = Interval.Parse(range), Kind = "a number " };

    /// <summary>An integer of a range.</summary>
    public static RecipeField Integer(
        string options, string range, string help, Func<Recipe, int?> get, Func<Recipe, int, Recipe> set,
        [CallerArgumentExpression(nameof(get))] string property = "") => Of(
            property, options, "n", help, Interval.Parse(range).ToString(), r => JsonValue.Create(get(r)), set,
            value => value.GetInt32(), IntegerIn) with
        { Range = Interval.Parse(range), Kind = "an integer, " };

    /// <summary>True or false.</summary>
    public static RecipeField Flag(
        string options, string help, Func<Recipe, bool> get, Func<Recipe, bool, Recipe> set,
        [CallerArgumentExpression(nameof(get))] string property = "") => Of(
            property, options, "true|false", help, "true or false", r => JsonValue.Create(get(r)), set,
            value => value.GetBoolean(), bool.Parse);

    /// <summary>One of some names; a file may hold others.</summary>
    public static RecipeField Name(
        string options, IEnumerable<string> known, string help, Func<Recipe, string> get, Func<Recipe, string, Recipe> set,
        [CallerArgumentExpression(nameof(get))] string property = "")
    {
        string[] names = [.. known];
        return Of(
            property, options, "word", help, EnglishList.Join(names, "or"), r => JsonValue.Create(get(r)), set,
            Text,
            text => names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? throw new FormatException());
    }

    /// <summary>One of the words of an enumeration.</summary>
    public static RecipeField Word<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(
        string options, string help, Func<Recipe, T> get, Func<Recipe, T, Recipe> set,
        [CallerArgumentExpression(nameof(get))] string property = "")
        where T : struct, Enum
    {
        return Of(
            property, options, "word", help, EnglishList.Join(EnumNames<T>.Words, "or"),
            r => JsonValue.Create(EnumNames<T>.Of(get(r))), set, value => Value(Text(value)), Value);

        static T Value(string word) => EnumNames<T>.TryParse(word, out T value)
            ? value
            : throw new FormatException($"{CellText.Quote(word)} is none of {string.Join(", ", EnumNames<T>.Words)}.");
    }

    /// <summary>A text of JSON.</summary>
    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new FormatException("a text is expected.");

    public static double NumberIn(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    public static int IntegerIn(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
