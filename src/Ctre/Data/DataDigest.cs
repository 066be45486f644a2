using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Ctre.Data;

/// <summary>
/// A fingerprint by which a run that is resumed finds whether its data are still the same. Its cost is bounded: of a part that stores more
/// than <see cref="MostValues"/> values it looks at evenly spread rows only, so that a change in another row is not noticed.
/// </summary>
internal static class DataDigest
{
    /// <summary>How many values of a part are looked at; about a tenth of a second of hashing.</summary>
    public const long MostValues = 16_000_000;

    /// <summary>
    /// SHA-256 over the training part and the test part: of each the number of rows and features, the names of the classes, all labels, and
    /// the values that are not zero of all rows, or of as many evenly spread rows as store at most <see cref="MostValues"/> values.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="mostValues">Another limit, for tests.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(LoadedData data, long mostValues = MostValues)
    {
        if (data.Test is null && mostValues == MostValues) return data.Training.Digest;
        return Of(data.Parts, mostValues);
    }

    /// <summary>The same over some parts.</summary>
    internal static string Of(IEnumerable<Dataset> parts, long mostValues = MostValues)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Dataset part in parts)
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>([part.Rows, part.Features, part.Classes]));
            foreach (string name in part.ClassNames) hash.AppendData(Encoding.UTF8.GetBytes(name + "\n"));
            hash.AppendData(MemoryMarshal.AsBytes(part.Labels));
            AppendValues(hash, part, RowsWithin(part, mostValues));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same over the parts of a split, and which rows are in which part.</summary>
    public static string Of(DataSplit split)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Of(PartsOf(split))));
        foreach (DataSlice slice in (DataSlice[])[split.Training, split.Validation, split.Test])
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>([slice.Count]));
            hash.AppendData(MemoryMarshal.AsBytes(slice.Rows));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Rows, features and classes of a split's data, in words.</summary>
    public static string ShapeOf(DataSplit split)
    {
        LoadedData data = PartsOf(split);
        string test = data.Test is { } part ? $" and {part.Rows} test rows" : "";
        return $"{data.Training.Rows} training rows{test}, {data.Training.Features} features, {data.Training.Classes} classes";
    }

    private static LoadedData PartsOf(DataSplit split) =>
        new(split.Training.Data, split.Test.Data == split.Training.Data ? null : split.Test.Data);

    /// <summary>How many rows are looked at: all, or as many as store so many values on average, at least one.</summary>
    internal static int RowsWithin(Dataset part, long mostValues) => part.Stored <= mostValues
        ? part.Rows
        : (int)Math.Max(1, (long)((double)mostValues / part.Stored * part.Rows));

    // Stored zeros are skipped: equal data have the same fingerprint however they are stored.
    private static void AppendValues(IncrementalHash hash, Dataset part, int rows)
    {
        var features = new int[part.Features];
        var values = new float[part.Features];
        for (int i = 0; i < rows; i++)
        {
            int count = 0;
            foreach ((int feature, float value) in part.StoredValues((int)((long)i * part.Rows / rows)))
                if (value != 0) (features[count], values[count++]) = (feature, value);
            hash.AppendData(MemoryMarshal.AsBytes<int>([count]));
            hash.AppendData(MemoryMarshal.AsBytes<int>(features.AsSpan(0, count)));
            hash.AppendData(MemoryMarshal.AsBytes<float>(values.AsSpan(0, count)));
        }
    }
}
