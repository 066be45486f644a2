namespace Ctre.Training;

/// <summary>Training came to numbers that are not finite: the learning rate is too high for the data. The message is one line for the user.</summary>
public sealed class DivergedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="where">Epoch, batch and layer.</param>
    /// <param name="what">What is not finite.</param>
    /// <param name="learningRate">The learning rate of the recipe.</param>
    public DivergedException(string where, string what, double learningRate)
        : base($"training diverged in {where}: {what}; use a learning rate below {learningRate}.") => Where = where;

    /// <summary>Epoch, batch and layer.</summary>
    public string Where { get; }
}
