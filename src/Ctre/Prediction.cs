namespace Ctre;

/// <summary>A model's prediction for one row.</summary>
/// <param name="ClassIndex">The most probable class; ties go to the lower index.</param>
/// <param name="Label">Its name.</param>
/// <param name="Probabilities">The probability of each class, <c>[classes]</c>, in [0, 1], summing to 1.</param>
public sealed record Prediction(int ClassIndex, string Label, IReadOnlyList<float> Probabilities);
