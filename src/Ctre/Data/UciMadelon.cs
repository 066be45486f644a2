namespace Ctre.Data;

/// <summary>
/// Reads the layout of the NIPS 2003 challenge sets, Madelon among them: <c>NAME_train.data</c> holds blank-separated numbers,
/// <c>NAME_train.labels</c> one label per line, and <c>NAME_valid.*</c> the part to test on. Gzip is read through.
/// </summary>
public static class UciMadelon
{
    private const string Train = "_train.data", Valid = "_valid.data";

    /// <summary>The train part and, if it is there, the valid part of a folder.</summary>
    /// <param name="folder">A folder.</param>
    /// <returns>Null if the folder has no <c>*_train.data</c>, packed or not.</returns>
    /// <exception cref="InputException">The files are there and cannot be read or don't fit together.</exception>
    public static (Dataset Training, Dataset? Test)? ReadFolder(string folder)
    {
        string[] found = [.. Directory.EnumerateFiles(folder)
            .Where(path => PackedFile.Unpacked(path).EndsWith(Train, StringComparison.Ordinal))
            .Select(PackedFile.Unpacked).Distinct().Order(StringComparer.Ordinal)];
        return found.Length switch
        {
            0 => null,
            1 => ReadFile(PackedFile.Find(found[0])!),
            _ => throw new InputException(
                $"{folder} holds {found.Length} sets, {string.Join(" and ", found.Select(Path.GetFileName))}: name one."),
        };
    }

    /// <summary>
    /// The part whose <c>.data</c> file is given; for <c>NAME_train.data</c> also the valid part, if it is there.
    /// </summary>
    /// <param name="dataPath">A <c>.data</c> file, packed or not, with its <c>.labels</c> file beside it.</param>
    /// <exception cref="InputException">The files cannot be read or don't fit together.</exception>
    public static (Dataset Training, Dataset? Test) ReadFile(string dataPath)
    {
        Dataset training = ReadPart(dataPath);
        string bare = PackedFile.Unpacked(dataPath);
        if (!bare.EndsWith(Train, StringComparison.Ordinal)) return (training, null);
        string? test = PackedFile.Find(bare[..^Train.Length] + Valid);
        return (training, test is null ? null : ReadPart(test));
    }

    /// <summary>The labels file that belongs to a <c>.data</c> file by name; null if there is none.</summary>
    internal static string? LabelsBeside(string dataPath)
    {
        string bare = PackedFile.Unpacked(dataPath);
        return Path.GetExtension(bare) == ".data" ? PackedFile.Find(Path.ChangeExtension(bare, ".labels")) : null;
    }

    private static Dataset ReadPart(string dataPath)
    {
        string labelsPath = LabelsBeside(dataPath)
            ?? throw new InputException($"{dataPath}: there is no .labels file beside it.");
        (int features, float[] values) = InputFile.Read(dataPath, stream => Values(stream, dataPath));
        (int[] labels, string[] names) = InputFile.Read(labelsPath, stream => Labels(stream, labelsPath));
        int rows = values.Length / features;
        if (labels.Length != rows)
            throw new InputException($"{labelsPath} has {labels.Length} labels for the {rows} rows of {dataPath}.");
        string name = InputFile.ShortName(dataPath);
        int part = name.LastIndexOf('_');
        return new Dataset(part > 0 ? name[..part] : name, features, values, labels, names);
    }

    private static (int Features, float[] Values) Values(Stream stream, string file)
    {
        DelimitedText text = new(stream, file, DelimitedText.Blanks);
        ValueList values = new(file);
        int features = 0;
        while (text.Read())
        {
            TextRecord record = text.Record;
            if (features == 0) features = record.Count;
            if (record.Count != features)
                throw new InputException($"{file}, row {record.Row}: found {record.Count} columns, expected {features}.");
            for (int column = 0; column < features; column++)
            {
                if (!NumberCell.TryRead(record[column], out float value))
                    throw NumberCell.Refusal(record[column], $"{file}, row {record.Row}, column {column + 1}");
                values.Add(value);
            }
        }

        if (features == 0) throw new InputException($"{file} is empty.");
        return (features, values.Take());
    }

    private static (int[] Labels, string[] Names) Labels(Stream stream, string file)
    {
        DelimitedText text = new(stream, file, DelimitedText.Blanks);
        ClassLabels labels = new(file, "column 1");
        while (text.Read())
        {
            if (text.Record.Count != 1)
                throw new InputException($"{file}, row {text.Record.Row}: found {text.Record.Count} columns, expected 1 label.");
            labels.Add(text.Record[0], text.Record.Row);
        }

        return labels.Finish();
    }
}
