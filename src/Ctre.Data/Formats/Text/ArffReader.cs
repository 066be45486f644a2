using System.Text;
using Ctre.Data.Files;

namespace Ctre.Data.Formats.Text;

/// <summary>
/// Reads Weka's attribute-relation files (ARFF): numbers and categories, rows in full or, in braces, of what is not zero; <c>?</c> is
/// missing. The label is the attribute that is asked for, one called class or the like, else the last. Gzip is read through.
/// </summary>
internal sealed class ArffReader
{
    private const int RecognitionLength = 1 << 16;

    /// <summary>The format.</summary>
    public static DataFormat Format { get; } = new(
        "arff", "ARFF: `@relation` or `@attribute` on the first line that is no comment", IsArff,
        (path, options) => new LoadedData(Read(path, options)))
    {
        TableExtensions = [".arff"],
    };

    private readonly RecordBuffer buffer;
    private readonly string file;
    private readonly List<ArffAttribute> attributes = [];
    private readonly List<byte> cells = [];
    private readonly TextRecord record;
    private readonly List<(int Start, int Length)> places = [];
    private readonly DataSourceOptions options;

    private ArffReader(Stream stream, string file, DataSourceOptions options)
    {
        this.file = file;
        this.options = options;
        buffer = new RecordBuffer(stream, file, options.Budget, quotes: false);
        record = new TextRecord(options.Budget);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">The file cannot be read or is no such table; the message says where and why.</exception>
    public static Dataset Read(string path, DataSourceOptions options) =>
        InputFile.Read(path, stream => new ArffReader(stream, path, options).ReadAll(InputFile.ShortName(path)));

    /// <summary>Whether the first line of a file that is no comment declares a relation or an attribute.</summary>
    public static bool IsArff(string path)
    {
        ReadOnlySpan<byte> text = InputFile.Start(path, RecognitionLength);
        if (text is [0xEF, 0xBB, 0xBF, ..]) text = text[3..];
        foreach (Range range in text.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = text[range].Trim(" \t\r"u8);
            if (line.IsEmpty || line[0] == '%') continue;
            return ArffText.TryKeyword(ref line, "@relation"u8) || ArffText.TryKeyword(ref line, "@attribute"u8);
        }

        return false;
    }

    private Dataset ReadAll(string name)
    {
        ReadHeader();
        if (attributes.Count == 0) throw new InputException($"{file} declares no @attribute before @data.");
        TableLayout layout = TableLayout.Detect(
            [.. attributes.Select(attribute => attribute.Name)], attributes.Count, [], options, file,
            column => attributes[column].IsCategories);
        TableRows rows = new(layout, file, options);
        bool any = false;
        while (Next(out ReadOnlySpan<byte> line))
        {
            any = true;
            bool isSparse = line[0] == '{';
            if (isSparse) ReadSparse(line);
            else ReadFull(line);
            Declared(layout);
            rows.Add(record);
        }

        return any ? rows.ToDataset(name) : throw new InputException($"{file} has no rows of data after @data.");
    }

    private void ReadHeader()
    {
        while (Next(out ReadOnlySpan<byte> line))
        {
            if (ArffText.TryKeyword(ref line, "@attribute"u8)) attributes.Add(ArffAttribute.Read(line, Place, options.Budget));
            else if (ArffText.TryKeyword(ref line, "@data"u8)) return;
            else if (!ArffText.TryKeyword(ref line, "@relation"u8))
                throw new InputException($"{Place}: {CellText.Quote(line)} is neither @relation nor @attribute nor @data.");
        }

        throw new InputException($"{file} ends before @data.");
    }

    // The next line that is neither blank nor a comment.
    private bool Next(out ReadOnlySpan<byte> line)
    {
        while (buffer.Next((byte)',', out Range range))
        {
            line = buffer.Bytes.AsSpan(range).Trim(" \t\r"u8);
            if (!line.IsEmpty && line[0] != '%') return true;
        }

        line = [];
        return false;
    }

    private void ReadFull(ReadOnlySpan<byte> line)
    {
        places.Clear();
        cells.Clear();
        if (ArffText.Values(line, Add) is { } wrong) throw new InputException($"{Place}, column {places.Count + 1}: {wrong}.");
        ToRecord();
        if (places.Count != attributes.Count)
            throw new InputException($"{Place}: found {places.Count} values, expected {attributes.Count}, one for each attribute.");
    }

    // {index value, index value}: numbers that are not named are 0, categories the first of their list.
    private void ReadSparse(ReadOnlySpan<byte> line)
    {
        if (line[^1] != '}') throw new InputException($"{Place}: the row has no closing brace.");
        line = line[1..^1].Trim(" \t"u8);
        places.Clear();
        cells.Clear();
        List<byte> word = [];
        while (!line.IsEmpty)
        {
            if (!ArffText.TryWord(ref line, ","u8, word) || !int.TryParse(word.ToArray(), out int index)
                || index < places.Count || index >= attributes.Count)
                throw new InputException(
                    $"{Place}: a row in braces holds 'index value' pairs whose indices rise, from 0 to {attributes.Count - 1}.");
            while (places.Count < index) AddDefault();
            if (!ArffText.TryWord(ref line, ","u8, word)) throw new InputException($"{Place}: index {index} has no value.");
            Add(word);
            line = line.TrimStart(" \t"u8);
            if (line.IsEmpty) break;
            if (line[0] != ',') throw new InputException($"{Place}: there is no comma after the value of index {index}.");
            line = line[1..].TrimStart(" \t"u8);
        }

        while (places.Count < attributes.Count) AddDefault();
        ToRecord();
    }

    private void AddDefault() =>
        Add([.. attributes[places.Count].Values is { Texts: [string first, ..] } ? Encoding.UTF8.GetBytes(first) : "0"u8]);

    private void Add(List<byte> value)
    {
        places.Add((cells.Count, value.Count));
        cells.AddRange(value);
    }

    private void ToRecord()
    {
        record.Reset(cells.ToArray(), buffer.Row);
        foreach ((int start, int length) in places) record.Add(start, length);
    }

    // A value that is not in the list of its attribute is a mistake.
    private void Declared(TableLayout layout)
    {
        for (int column = 0; column < attributes.Count; column++)
        {
            bool isRead = layout.FeatureOf[column] >= 0 || (column == layout.LabelColumn && !options.SkipLabels);
            if (!isRead || attributes[column].Values is not { } values || MissingCell.Is(record[column]) || values.Knows(record[column]))
                continue;
            string some = string.Join(", ", values.Texts.Take(10).Select(CellText.Quote)) + (values.Texts.Count > 10 ? ", …" : "");
            throw new InputException(
                $"{Place}, {layout.NameOf(column)}: {CellText.Quote(record[column])} is not one of the declared values: {some}.");
        }
    }

    private string Place => $"{file}, row {buffer.Row}";
}
