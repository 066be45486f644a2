namespace Ctre.Data;

/// <summary>
/// Reads the layout of UCI's Human Activity Recognition Using Smartphones (Anguita et al., IWAAL 2012): <c>X_train.txt</c> with
/// <c>y_train.txt</c>, <c>X_test.txt</c> with <c>y_test.txt</c>, in one folder or, as unpacked, in its folders <c>train</c> and
/// <c>test</c>. Gzip is read through.
/// </summary>
internal static class UciHar
{
    /// <summary>The train part and, if it is there, the test part of a folder; null if the folder has no <c>X_train.txt</c>.</summary>
    /// <param name="folder">A folder.</param>
    /// <param name="name">What to call the data set.</param>
    /// <exception cref="InputException">The files are there and cannot be read or don't fit together.</exception>
    public static (Dataset Training, Dataset? Test)? ReadFolder(string folder, string name) =>
        ReadPart(folder, "train", name) is { } training ? (training, ReadPart(folder, "test", name)) : null;

    private static Dataset? ReadPart(string folder, string part, string name)
    {
        if (Find(folder, part, "X") is not { } rows) return null;
        string labels = Find(folder, part, "y")
            ?? throw new InputException($"{rows}: there is no file y_{part}.txt with its labels beside it.");
        return RowsAndLabels.Read(rows, labels, name);
    }

    private static string? Find(string folder, string part, string letter) =>
        PackedFile.Find(Path.Combine(folder, $"{letter}_{part}.txt")) ?? PackedFile.Find(Path.Combine(folder, part, $"{letter}_{part}.txt"));
}
