using Ctre.Data.Formats;
using Ctre.Data.Formats.Arrays;
using Ctre.Data.Formats.Published;
using Ctre.Data.Formats.Text;

namespace Ctre.Data;

/// <summary>The table of data formats.</summary>
public static class DataFormats
{
    /// <summary>The word for the format that a file turns out to have.</summary>
    public const string Auto = "auto";

    /// <summary>
    /// All built-in formats. A file is of the last one that recognizes it: the first, text tables, takes what no other does, and a format
    /// that is added at the end is asked before all of these.
    /// </summary>
    public static IReadOnlyList<DataFormat> All { get; } =
    [
        CsvReader.Format, LibSvmReader.Format, ArffReader.Format, UciMadelon.Format, IdxReader.Format,
        MatReader.Format, NpzReader.Format, NpyReader.Format, CifarReader.Format,
    ];

    /// <summary>The words by which a user chooses a format.</summary>
    internal static IEnumerable<string> NamesOf(IEnumerable<DataFormat> formats) => [Auto, .. formats.Select(format => format.Name)];

    /// <summary>Reads a file and, if its format knows one, the test part that belongs to it.</summary>
    /// <exception cref="InputException">It cannot be read, or no format recognizes it.</exception>
    internal static LoadedData ReadFile(string path, DataSourceOptions options)
    {
        DataFormat format = options.ChosenFormat ?? options.Formats.LastOrDefault(one => one.Recognize(path))
            ?? throw new InputException($"{path} has none of the formats {string.Join(", ", options.Formats.Select(one => one.Name))}.");
        return format.Read(path, options);
    }
}
