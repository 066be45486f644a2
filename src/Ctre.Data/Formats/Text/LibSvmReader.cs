using Ctre.Data.Files;

namespace Ctre.Data.Formats.Text;

/// <summary>
/// Reads the text format of LibSVM and SVMlight: <c>label index:value index:value …</c>, features that are zero left out. Indices count
/// from 0 if index 0 occurs, in the data or in those that a model was trained on, else from 1. <c>NAME.t</c> is the test part of
/// <c>NAME</c>. Gzip is read through.
/// </summary>
internal static class LibSvmReader
{
    private const int RecognitionLength = 1 << 16;
    private const string Test = ".t";

    /// <summary>The format.</summary>
    public static DataFormat Format { get; } = new("libsvm", "LibSVM, SVMlight: a first row of `label index:value …`", IsLibSvm, Read)
    {
        TableExtensions = [".libsvm", ".svm", ".svmlight"],
    };

    /// <summary>
    /// Reads a file and the test part beside it; without one, or where a model says what features there are, the file alone.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Whether labels are skipped, and what features there are, if that is known; labels may then be missing.</param>
    /// <exception cref="InputException">A file cannot be read or is no such text; the message says where and why.</exception>
    public static LoadedData Read(string path, DataSourceOptions options)
    {
        LibSvmRows rows = LibSvmRows.Read(path, options);
        string? beside = options.ExpectedColumns is null ? GzipName.Find(GzipName.Unpacked(path) + Test) : null;
        LibSvmRows? test = beside is null ? null : LibSvmRows.Read(beside, options);

        // A part that happens to lack the first feature counts as the others do.
        bool fromZero = rows.Smallest == 0 || test?.Smallest == 0 || options.ExpectedColumns is [{ Name: "0" }, ..];
        int first = fromZero ? 0 : 1, features = options.ExpectedColumns?.Count ?? rows.Largest + 1 - first;
        if (features == 0) throw new InputException($"{path} has no features: not one row has an 'index:value'.");
        string name = InputFile.ShortName(path);
        return new LoadedData(rows.ToDataset(name, first, features), test?.ToDataset(name, first, features));
    }

    /// <summary>Whether the first row of a file that has more than a label is made of <c>index:value</c> behind its label.</summary>
    public static bool IsLibSvm(string path)
    {
        ReadOnlySpan<byte> text = InputFile.Start(path, RecognitionLength);
        bool isWhole = text.Length < RecognitionLength;
        while (!text.IsEmpty)
        {
            int length = text.IndexOf((byte)'\n');
            bool isCut = length < 0 && !isWhole;
            ReadOnlySpan<byte> line = length < 0 ? text : text[..length];
            text = length < 0 ? [] : text[(length + 1)..];
            int pairs = Pairs(line, isCut);
            if (pairs != 0) return pairs > 0;
        }

        return false;
    }

    /// <summary>The pairs of a line with a label or without; 0 if it has nothing but a label, −1 if it is another text.</summary>
    private static int Pairs(ReadOnlySpan<byte> line, bool isCut)
    {
        bool isTable = line.IndexOfAny(",;"u8) >= 0;
        int words = 0, pairs = 0;
        for (ReadOnlySpan<byte> word = LibSvmText.Word(ref line); !word.IsEmpty; word = LibSvmText.Word(ref line))
        {
            words++;
            bool isLast = isCut && line.IsEmpty;
            if (LibSvmText.Split(word, out _, out ReadOnlySpan<byte> value) && (isLast || NumberCell.TryRead(value, out _))) pairs++;
            else if (words > 1 && !isLast && !LibSvmText.IsQuery(word)) return -1;
        }

        return pairs == 0 && isTable ? -1 : pairs;
    }
}
