using System.Globalization;

namespace Ctre.Data.Formats.Arrays;

/// <summary>Reads the Python dictionary in the header of a NumPy file, which has three entries of known types.</summary>
/// <param name="text">The dictionary.</param>
/// <param name="place">File and array, for messages.</param>
internal sealed class NpyHeaderText(string text, string place)
{
    private const int MostDimensions = 32;

    private int position;

    /// <summary>The entries <c>descr</c>, <c>fortran_order</c> and <c>shape</c>.</summary>
    /// <exception cref="InputException">This is no such dictionary.</exception>
    public (string Description, bool FortranOrder, long[] Shape) Read()
    {
        string? description = null;
        bool? fortranOrder = null;
        long[]? shape = null;
        Expect('{');
        while (!Take('}'))
        {
            string key = Quoted();
            Expect(':');
            if (key == "descr" && description is null) description = Description();
            else if (key == "fortran_order" && fortranOrder is null) fortranOrder = Truth();
            else if (key == "shape" && shape is null) shape = Shape();
            else throw Wrong();
            if (Take(',')) continue;
            Expect('}');
            break;
        }

        if (Next != '\0' || description is null || fortranOrder is null || shape is null) throw Wrong();
        return (description, fortranOrder.Value, shape);
    }

    // The next character that is not blank; zero at the end.
    private char Next
    {
        get
        {
            SkipBlanks();
            return position < text.Length ? text[position] : '\0';
        }
    }

    private void SkipBlanks()
    {
        while (position < text.Length && text[position] is ' ' or '\n' or '\t' or '\r') position++;
    }

    private bool Take(char wanted)
    {
        if (Next != wanted || wanted == '\0') return false;
        position++;
        return true;
    }

    private void Expect(char wanted)
    {
        if (!Take(wanted)) throw Wrong();
    }

    private string Description()
    {
        if (Next == '[') throw new InputException($"{place} holds records of several fields: save its columns as one array of numbers.");
        return Quoted();
    }

    private string Quoted()
    {
        char quote = Next;
        int end = quote is '\'' or '"' ? text.IndexOf(quote, position + 1) : -1;
        if (end < 0) throw Wrong();
        string content = text[(position + 1)..end];
        position = end + 1;
        return content;
    }

    private bool Truth()
    {
        bool isTrue = Next == 'T';
        string word = isTrue ? "True" : "False";
        if (string.CompareOrdinal(text, position, word, 0, word.Length) != 0) throw Wrong();
        position += word.Length;
        return isTrue;
    }

    private long[] Shape()
    {
        List<long> lengths = [];
        Expect('(');
        while (!Take(')'))
        {
            if (lengths.Count == MostDimensions) throw Wrong();
            lengths.Add(Length());
            if (Take(',')) continue;
            Expect(')');
            break;
        }

        return [.. lengths];
    }

    private long Length()
    {
        SkipBlanks();
        int start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position])) position++;
        if (!long.TryParse(text.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out long length))
            throw Wrong();
        // Python 2 wrote 3L.
        if (position < text.Length && text[position] == 'L') position++;
        return length;
    }

    private InputException Wrong() => new(
        $"{place}: its NumPy header is damaged at character {position}: expected "
        + $"{{'descr': '<f4', 'fortran_order': False, 'shape': (rows, columns), }}, found {CellText.Quote(text)}.");
}
