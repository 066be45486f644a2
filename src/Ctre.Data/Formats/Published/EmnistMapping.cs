using System.Globalization;
using System.Text;
using Ctre.Data.Files;

namespace Ctre.Data.Formats.Published;

/// <summary>
/// What EMNIST adds to MNIST's files: a prefix of their names, and <c>PREFIX-mapping.txt</c> with the character that each label stands
/// for, as in <c>10 65</c> for "A".
/// </summary>
internal static class EmnistMapping
{
    private const string Training = "train-images-idx3-ubyte", Labels = "-labels-idx1-ubyte";

    private const int MostBytes = 1 << 16;

    /// <summary>
    /// The text before <c>train-images</c> in the name of a folder's file, such as <c>emnist-balanced-</c>; null if there is none.
    /// </summary>
    /// <exception cref="InputException">There are several.</exception>
    public static string? PrefixIn(string folder)
    {
        string[] found = [.. Directory.EnumerateFiles(folder).Select(path => GzipName.Unpacked(Path.GetFileName(path)))
            .Where(name => name.EndsWith("-" + Training, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];
        return found.Length switch
        {
            0 => null,
            1 => found[0][..^Training.Length],
            _ => throw new InputException($"{folder} holds {found.Length} sets, {string.Join(" and ", found)}: name one."),
        };
    }

    /// <summary>The names of classes by the mapping beside a file of labels; null if there is none.</summary>
    /// <exception cref="InputException">It does not name all classes.</exception>
    public static string[]? Beside(string labelsPath, int classes)
    {
        string name = GzipName.Unpacked(Path.GetFileName(labelsPath));
        if (!name.EndsWith(Labels, StringComparison.Ordinal)) return null;
        // PREFIX-train-labels-idx1-ubyte: the part belongs to the file, not to the mapping.
        int part = name[..^Labels.Length].LastIndexOf('-');
        if (part <= 0) return null;
        string path = Path.Combine(Path.GetDirectoryName(labelsPath) ?? "", name[..part] + "-mapping.txt");
        return File.Exists(path) ? Read(path, classes) : null;
    }

    private static string[] Read(string path, int classes)
    {
        string text = Encoding.ASCII.GetString(InputFile.Start(path, MostBytes));
        Dictionary<int, string> names = [];
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (int line = 0; line < lines.Length; line++)
        {
            string[] numbers = lines[line].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (numbers.Length < 2 || !Whole(numbers[0], Dataset.MaxClasses, out int label)
                || !Whole(numbers[1], char.MaxValue, out int character))
            {
                throw new InputException(
                    $"{path}, line {line + 1}: {CellText.Quote(lines[line])} is not a label with the number of its character, as 10 65.");
            }

            names[label] = $"{(char)character}";
        }

        int most = Math.Max(classes, names.Keys.DefaultIfEmpty(-1).Max() + 1);
        return [.. Enumerable.Range(0, most).Select(label => names.TryGetValue(label, out string? name) ? name
            : throw new InputException($"{path} has no character for label {label}."))];
    }

    private static bool Whole(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < most;
}
