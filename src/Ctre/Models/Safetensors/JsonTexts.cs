using System.Text;
using System.Text.Json;

namespace Ctre.Models.Safetensors;

/// <summary>
/// Reads a text of JSON from end to end, value by value, so that a hostile one costs no more memory than its actual content.
/// </summary>
/// <param name="json">The text.</param>
/// <param name="name">What errors call it.</param>
internal ref struct JsonTexts(string json, string name)
{
    private const int Depth = 3;

    private Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = Depth });

    /// <summary>What the next value or end is.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public JsonTokenType Next()
    {
        try
        {
            return reader.Read() ? reader.TokenType : throw Wrong();
        }
        catch (JsonException e)
        {
            throw Wrong(e);
        }
    }

    /// <summary>The current text: a value, or the name of one.</summary>
    public readonly string? Text() => reader.GetString();

    /// <summary>The current integer.</summary>
    public readonly int Number() => reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number) ? number : throw Wrong();

    /// <summary>The list that comes next, which holds texts alone.</summary>
    /// <param name="most">How many there may be.</param>
    /// <exception cref="InputException">It is no such list.</exception>
    public List<string> Texts(int most)
    {
        if (Next() != JsonTokenType.StartArray) throw Wrong();
        List<string> texts = [];
        for (JsonTokenType next = Next(); next != JsonTokenType.EndArray; next = Next())
        {
            if (next != JsonTokenType.String) throw Wrong();
            if (texts.Count == most) throw new InputException($"its '{name}' are more than {most}.");
            texts.Add(Text()!);
        }

        return texts;
    }

    /// <summary>Nothing may follow.</summary>
    public void End()
    {
        if (reader.Read()) throw Wrong();
    }

    /// <summary>The text says something else.</summary>
    public readonly InputException Wrong(Exception? cause = null) =>
        cause is null ? new($"its '{name}' is not what it should be.") : new($"its '{name}' is not what it should be.", cause);
}
