using System.Text.Json;

namespace Ctre.Models.Safetensors;

/// <summary>
/// Reads a text of JSON from end to end, value by value, so that a hostile one costs no more memory than its actual content.
/// </summary>
/// <param name="json">The text, UTF-8.</param>
/// <param name="name">What errors call it.</param>
internal ref struct JsonTexts(ReadOnlySpan<byte> json, string name)
{
    private const int Depth = 3;

    private Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = Depth });

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

    /// <summary>Where the current value begins; <see cref="TextAt"/> reads it again.</summary>
    public readonly int Position => (int)reader.TokenStartIndex;

    /// <summary>Whether the current text, or name of a value, is this one.</summary>
    public readonly bool Is(string text) => reader.ValueTextEquals(text);

    /// <summary>Makes sure that the current text can be read and is not too long.</summary>
    /// <param name="longest">How many characters it may have.</param>
    /// <exception cref="InputException">It is longer.</exception>
    public readonly void CheckText(int longest)
    {
        // A character takes six bytes at most, as an escape; where there are no escapes the reader has checked the text.
        bool fits = reader.ValueSpan.Length <= longest
            || (reader.ValueSpan.Length <= 6 * longest && reader.GetString()!.Length <= longest);
        if (!fits) throw new InputException($"one of its '{name}' is longer than {longest} characters.");
        if (reader.ValueIsEscaped) _ = reader.GetString();
    }

    /// <summary>The current integer.</summary>
    public readonly int Number() => reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number) ? number : throw Wrong();

    /// <summary>The list that comes next, which holds texts alone.</summary>
    /// <param name="most">How many there may be.</param>
    /// <param name="longest">Characters of the longest one.</param>
    /// <exception cref="InputException">It is no such list.</exception>
    public List<string> Texts(int most, int longest)
    {
        if (Next() != JsonTokenType.StartArray) throw Wrong();
        List<string> texts = [];
        for (JsonTokenType next = Next(); next != JsonTokenType.EndArray; next = Next())
        {
            if (next != JsonTokenType.String) throw Wrong();
            if (texts.Count == most) throw new InputException($"its '{name}' are more than {most}.");
            CheckText(longest);
            texts.Add(reader.GetString()!);
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

    /// <summary>The text at a position where one begins.</summary>
    public static string TextAt(ReadOnlySpan<byte> json, int position)
    {
        Utf8JsonReader reader = new(json[position..]);
        reader.Read();
        return reader.GetString()!;
    }
}
