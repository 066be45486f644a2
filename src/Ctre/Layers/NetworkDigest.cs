using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Ctre.Layers;

/// <summary>Fingerprints that tell whether two networks are the same to the last bit (SHA-256, lower-case hex).</summary>
internal static class NetworkDigest
{
    /// <summary>The digest of the structure: layer sizes and connections.</summary>
    /// <param name="network">The network.</param>
    public static string OfTopology(Network network) => Digest(network, withWeights: false);

    /// <summary>The digest of structure, weights and biases.</summary>
    /// <param name="network">The network.</param>
    public static string OfModel(Network network) => Digest(network, withWeights: true);

    private static string Digest(Network network, bool withWeights)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SparseLayer layer in network.Layers)
        {
            Append<int>(hash, [layer.Outputs, layer.Inputs]);
            Append(hash, layer.Connections.RowOffsets);
            Append(hash, layer.Connections.Columns);
            if (!withWeights) continue;
            Append(hash, layer.Weights);
            Append(hash, layer.Bias);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append<T>(IncrementalHash hash, ReadOnlySpan<T> values)
        where T : unmanaged => hash.AppendData(MemoryMarshal.AsBytes(values));
}
