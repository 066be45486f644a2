using System.Text.Json.Nodes;

namespace Ctre.Data;

/// <summary>The entries of a stored request for data. Each is read by its name and kind; what nothing reads is refused.</summary>
internal sealed class RequestEntries
{
    private readonly Dictionary<string, JsonNode?> unread;

    /// <exception cref="InputException">An entry is given twice.</exception>
    public RequestEntries(JsonObject json)
    {
        try
        {
            unread = json.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        }
        catch (ArgumentException exception)
        {
            throw new InputException("The request for data has an entry twice.", exception);
        }
    }

    public string? Text(string name) => Take(name) is not { } node ? null
        : Value<string>(node) ?? throw Wrong(name, node, "a text");

    public IReadOnlyList<string>? Texts(string name) => Take(name) is not { } node ? null
        : node is JsonArray array && array.All(one => Value<string>(one) is not null)
            ? [.. array.Select(one => Value<string>(one)!)]
            : throw Wrong(name, node, "a list of texts");

    public bool? Flag(string name) => Take(name) is not { } node ? null
        : node is JsonValue value && value.TryGetValue(out bool flag) ? flag : throw Wrong(name, node, "true or false");

    public double? Number(string name) => Take(name) is not { } node ? null
        : node is JsonValue value && value.TryGetValue(out double number) ? number : throw Wrong(name, node, "a number");

    public MissingKind? Missing(string name) => Take(name) is not { } node ? null
        : EnumNames<MissingKind>.TryParse(Value<string>(node) ?? "", out MissingKind kind) ? kind
        : throw Wrong(name, node, string.Join(" or ", EnumNames<MissingKind>.Words));

    /// <exception cref="InputException">There is an entry that was not read.</exception>
    public void RequireAllRead()
    {
        if (unread.Count > 0) throw Refusal($"has an unknown entry, {CellText.Quote(unread.Keys.Order(StringComparer.Ordinal).First())}");
    }

    public static InputException Refusal(string fault) => new($"The request for data {fault}.");

    private JsonNode? Take(string name) => unread.Remove(name, out JsonNode? node) ? node : null;

    private static T? Value<T>(JsonNode? node) where T : class => node is JsonValue value && value.TryGetValue(out T? found) ? found : null;

    private static InputException Wrong(string name, JsonNode node, string expected) =>
        Refusal($"has {CellText.Quote(node.ToJsonString())} as {name}: it must be {expected}");
}
