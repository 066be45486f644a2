using System.Globalization;

namespace Ctre.Training;

/// <summary>
/// Training produced numbers that are not finite, or that are worthless: in a step, in growth, or in the search for the first topology. The
/// message is one line for the user.
/// </summary>
public sealed class DivergedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="epoch">The epoch, from 1; 0 before the first.</param>
    /// <param name="where">Where in it: batch and layer, or growth; empty if that is not known.</param>
    /// <param name="what">What is not finite.</param>
    /// <param name="remedy">What the user may do.</param>
    public DivergedException(int epoch, string where, string what, string remedy)
        : base($"training diverged in {Place(epoch, where)}: {what}; {remedy}.") => (Epoch, Where) = (epoch, Place(epoch, where));

    /// <summary>The epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; }

    /// <summary>Epoch, batch and layer.</summary>
    public string Where { get; }

    /// <summary>The exception for a step or an epoch.</summary>
    internal static DivergedException InTraining(int epoch, string where, string what, double learningRate) =>
        new(epoch, where, what, Lower(learningRate));

    /// <summary>The exception for the growth after an epoch; for 0 that before the first, in which no learning rate is used.</summary>
    internal static DivergedException InGrowth(int epoch, string what, double learningRate) =>
        new(epoch, "growth", what, epoch > 0 ? Lower(learningRate) : Scale);

    /// <summary>The exception for the first topology.</summary>
    internal static DivergedException AtStart(string what) => new(0, "the search for the initial topology", what, Scale);

    private const string Scale = "scale the features";

    private static string Lower(double learningRate) =>
        string.Create(CultureInfo.InvariantCulture, $"use a learning rate below {learningRate}");

    private static string Place(int epoch, string where) => epoch == 0
        ? $"{where} before the first epoch"
        : string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}") + (where.Length > 0 ? $", {where}" : "");
}
