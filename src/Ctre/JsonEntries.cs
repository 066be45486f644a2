using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ctre.Data;

namespace Ctre;

/// <summary>
/// The entries of a JSON object that a file holds. Each is read by its name, kind and range; what nothing reads is refused, so that no
/// entry is believed or ignored by mistake.
/// </summary>
internal sealed class JsonEntries
{
    private readonly Dictionary<string, JsonNode?> unread;
    private readonly string what;

    /// <param name="json">The object.</param>
    /// <param name="what">What it is, for messages: <c>The request for data</c>.</param>
    /// <exception cref="InputException">An entry is given twice.</exception>
    public JsonEntries(JsonObject json, string what)
    {
        this.what = what;
        try
        {
            unread = json.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        }
        catch (ArgumentException exception)
        {
            throw new InputException($"{what} has an entry twice.", exception);
        }
    }

    /// <summary>The entries of an object that is given as text.</summary>
    /// <exception cref="InputException">The text is no JSON object.</exception>
    public static JsonEntries Parse(string json, string what)
    {
        try
        {
            if (JsonNode.Parse(json) is JsonObject entries) return new JsonEntries(entries, what);
        }
        catch (JsonException exception)
        {
            throw new InputException($"{what} is no JSON.", exception);
        }

        throw new InputException($"{what} is no JSON object.");
    }

    public string? Text(string name) => Take(name) is not { } node ? null
        : Value<string>(node) ?? throw Wrong(name, node, "a text");

    public IReadOnlyList<string>? Texts(string name) => Take(name) is not { } node ? null
        : node is JsonArray array && array.All(one => Value<string>(one) is not null)
            ? [.. array.Select(one => Value<string>(one)!)]
            : throw Wrong(name, node, "a list of texts");

    public bool? Flag(string name) => Take(name) is not { } node ? null
        : node is JsonValue value && value.TryGetValue(out bool flag) ? flag : throw Wrong(name, node, "true or false");

    public double? Number(string name, Interval allowed) => Take(name) is not { } node ? null
        : node is JsonValue value && value.TryGetValue(out double number) && allowed.Contains(number)
            ? number
            : throw Wrong(name, node, $"a number {allowed}");

    public int? Integer(string name, int least) => Take(name) is not { } node ? null
        : node is JsonValue value && value.TryGetValue(out int number) && number >= least
            ? number
            : throw Wrong(name, node, $"an integer, {least} or more");

    public T? Word<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(string name)
        where T : struct, Enum => Take(name) is not { } node ? null
            : EnumNames<T>.TryParse(Value<string>(node) ?? "", out T word) ? word
            : throw Wrong(name, node, EnglishList.Join(EnumNames<T>.Words, "or"));

    public JsonObject? Object(string name) => Take(name) is not { } node ? null
        : node as JsonObject ?? throw Wrong(name, node, "an object");

    public IReadOnlyList<JsonObject>? Objects(string name) => Take(name) is not { } node ? null
        : node is JsonArray array && array.All(one => one is JsonObject)
            ? [.. array.Select(one => (JsonObject)one!)]
            : throw Wrong(name, node, "a list of objects");

    /// <summary>An entry that must be there.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public InputException Lacks(string name) => new($"{what} has no {name}.");

    /// <exception cref="InputException">There is an entry that was not read.</exception>
    public void RequireAllRead()
    {
        if (unread.Count > 0)
            throw new InputException($"{what} has an unknown entry, {CellText.Quote(unread.Keys.Order(StringComparer.Ordinal).First())}.");
    }

    private JsonNode? Take(string name) => unread.Remove(name, out JsonNode? node) ? node : null;

    private static T? Value<T>(JsonNode? node) where T : class => node is JsonValue value && value.TryGetValue(out T? found) ? found : null;

    private InputException Wrong(string name, JsonNode node, string expected) =>
        new($"{what} has {CellText.Quote(node.ToJsonString())} as {name}: it must be {expected}.");
}
