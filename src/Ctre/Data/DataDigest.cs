using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Ctre.Data;

/// <summary>A fingerprint of data: the same for the same rows and labels in the same order, however they are stored.</summary>
public static class DataDigest
{
    /// <summary>SHA-256 over the values of all rows, then the labels, of the training part and the test part.</summary>
    /// <param name="data">The data.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(LoadedData data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Dataset part in data.Parts)
        {
            var values = new float[part.Features];
            for (int row = 0; row < part.Rows; row++)
            {
                part.CopyRow(row, values);
                hash.AppendData(MemoryMarshal.AsBytes<float>(values));
            }

            hash.AppendData(MemoryMarshal.AsBytes(part.Labels));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
