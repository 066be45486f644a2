using System.Runtime.CompilerServices;
using Ctre.Data;
using Ctre.Kernels;
using Ctre.Kernels.Sparse;

namespace Ctre.Layers;

/// <summary>Loads rows of mostly zeros, scaled.</summary>
internal static class SparseInputLoader
{
    /// <summary>Loads what is not zero; the scaler must keep zeros.</summary>
    /// <param name="data">The data set, compressed or not.</param>
    /// <param name="rows">Row numbers, one per sample.</param>
    /// <param name="scaler">How features are scaled.</param>
    /// <param name="target">Where to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Load(Dataset data, ReadOnlySpan<int> rows, Scaler scaler, SparseInput target)
    {
        foreach (int row in rows)
            foreach ((int feature, float value) in data.StoredValues(row))
                if (value != 0) target.Count(feature);
        target.Allocate();
        for (int sample = 0; sample < rows.Length; sample++)
            foreach ((int feature, float value) in data.StoredValues(rows[sample]))
                if (value != 0) target.Write(feature, sample, scaler.Scale(value, feature));
        target.Reset();
    }

    /// <summary>Loads compressed rows in full; the padding becomes 0.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="rows">Row numbers, one per sample.</param>
    /// <param name="scaler">How features are scaled.</param>
    /// <param name="target">Where to, <c>[features × samples]</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Load(SparseRows data, ReadOnlySpan<int> rows, Scaler scaler, NeuronRows target)
    {
        for (int f = 0; f < target.Neurons; f++)
        {
            target.Row(f)[..rows.Length].Fill(scaler.Scale(0, f));
            target.Row(f)[rows.Length..].Clear();
        }

        for (int sample = 0; sample < rows.Length; sample++)
        {
            ReadOnlySpan<int> columns = data.Columns(rows[sample]);
            for (int i = 0; i < columns.Length; i++)
            {
                int f = columns[i];
                target.Row(f)[sample] = scaler.Scale(data.Values(rows[sample])[i], f);
            }
        }
    }
}
