using Ctre.Data.Files;

namespace Ctre.Data.Formats;

/// <summary>
/// Finds the files of a folder that says by their names which one is to train on: <c>train.csv</c> and <c>test.csv</c>, and the like.
/// </summary>
/// <param name="Training">The file to train on.</param>
/// <param name="Test">The file to test on; null if there is none.</param>
internal sealed record TrainTestFiles(string Training, string? Test)
{
    // What may also be a description is a table only if its name says so.
    private static readonly string[] Uncertain = [".txt", ".dat", ".data"];

    /// <summary>
    /// The files of a folder: one whose name has the word train or training in it, with one that has the word test; or a table that is
    /// alone. Null if there is none.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="formats">The formats that files may have.</param>
    /// <exception cref="InputException">Several files could be meant.</exception>
    public static TrainTestFiles? Find(string folder, IEnumerable<DataFormat> formats)
    {
        string[] certain = [.. formats.SelectMany(format => format.TableExtensions)];
        string[] files = [.. Directory.EnumerateFiles(folder).Where(Has([.. certain, .. Uncertain])).Order(StringComparer.Ordinal)];
        string[] training = Named(files, "train", "training"), test = Named(files, "test", "testing");
        if (training.Length == 0)
        {
            string[] tables = [.. files.Where(Has(certain))];
            return tables.Length switch
            {
                0 => null,
                1 => new TrainTestFiles(tables[0], null),
                _ => throw Several(folder, tables),
            };
        }

        return training.Length > 1 ? throw Several(folder, training)
            : test.Length > 1 ? throw Several(folder, test)
            : new TrainTestFiles(training[0], test.FirstOrDefault());
    }

    private static string[] Named(string[] files, params string[] words) => [.. files.Where(file =>
        InputFile.ShortName(file).Split('-', '_', '.', ' ').Any(part => words.Contains(part, StringComparer.OrdinalIgnoreCase)))];

    private static Func<string, bool> Has(string[] extensions) =>
        file => extensions.Contains(Path.GetExtension(GzipName.Unpacked(file)), StringComparer.OrdinalIgnoreCase);

    private static InputException Several(string folder, string[] files) => new(
        $"{folder} holds several tables, {string.Join(", ", files.Take(5).Select(Path.GetFileName))}{(files.Length > 5 ? ", …" : "")}: "
        + "name one, and the one to test on with --test.");
}
