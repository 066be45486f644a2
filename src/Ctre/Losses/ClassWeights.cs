using Ctre.Data;

namespace Ctre.Losses;

/// <summary>The weights of classes in the loss.</summary>
internal static class ClassWeights
{
    /// <summary>A weight per class <c>[classes]</c>, 0 for a class without rows; null if every row counts the same.</summary>
    public static float[]? Of(ClassWeightKind kind, DataSlice training)
    {
        if (kind == ClassWeightKind.None) return null;
        var rows = new int[training.Data.Classes];
        foreach (int row in training.Rows) rows[training.Data.Labels[row]]++;
        int classes = rows.Count(count => count > 0);
        return [.. rows.Select(count => count == 0 ? 0 : (float)(training.Count / ((double)classes * count)))];
    }
}
