namespace Ctre.Training;

/// <summary>Precision, recall and F1 of one class.</summary>
/// <param name="Name">The class.</param>
/// <param name="Precision">Of the rows predicted as this class, the share that belongs to it; 0 if there are none.</param>
/// <param name="Recall">Of the rows of this class, the share predicted as it; 0 if there are none.</param>
/// <param name="F1">Harmonic mean of precision and recall; 0 if both are 0.</param>
/// <param name="Support">Rows of this class.</param>
public sealed record ClassMetrics(string Name, double Precision, double Recall, double F1, int Support);

/// <summary>The performance of a network on labeled rows.</summary>
public sealed class Evaluation
{
    private readonly int[] confusion, support, predicted;

    internal Evaluation(double lossSum, int[] confusion, IReadOnlyList<string> classNames)
    {
        this.confusion = confusion;
        ClassNames = classNames;
        int classes = classNames.Count;
        support = new int[classes];
        predicted = new int[classes];
        for (int actual = 0; actual < classes; actual++)
        {
            for (int guess = 0; guess < classes; guess++)
            {
                support[actual] += Confusion(actual, guess);
                predicted[guess] += Confusion(actual, guess);
            }
        }

        Samples = support.Sum();
        Loss = lossSum / Samples;
        int[] occurring = [.. Enumerable.Range(0, classes).Where(c => support[c] > 0)];
        Accuracy = (double)occurring.Sum(c => Confusion(c, c)) / Samples;
        BalancedAccuracy = occurring.Sum(Recall) / occurring.Length;
        MacroF1 = occurring.Sum(F1) / occurring.Length;
    }

    /// <summary>The classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Number of rows.</summary>
    public int Samples { get; }

    /// <summary>Share of rows predicted right, in [0, 1].</summary>
    public double Accuracy { get; }

    /// <summary>Mean recall of the classes that occur, in [0, 1]: the accuracy if every class had as many rows.</summary>
    public double BalancedAccuracy { get; }

    /// <summary>Mean cross-entropy in nats; every row counts the same.</summary>
    public double Loss { get; }

    /// <summary>Metrics of each class, made when first asked for.</summary>
    public IReadOnlyList<ClassMetrics> PerClass => field ??= [.. ClassNames.Select((name, c) =>
        new ClassMetrics(name, Precision(c), Recall(c), F1(c), support[c]))];

    /// <summary>Mean F1 of the classes that occur, in [0, 1]; a class that is predicted but does not occur is not counted.</summary>
    public double MacroF1 { get; }

    /// <summary>Rows of class <paramref name="actual"/> that were predicted as <paramref name="predicted"/>.</summary>
    /// <param name="actual">The true class.</param>
    /// <param name="predicted">The predicted class.</param>
    public int Confusion(int actual, int predicted) => confusion[actual * ClassNames.Count + predicted];

    private double Precision(int c) => predicted[c] == 0 ? 0 : (double)Confusion(c, c) / predicted[c];

    private double Recall(int c) => support[c] == 0 ? 0 : (double)Confusion(c, c) / support[c];

    // 2pr / (p + r), written with counts.
    private double F1(int c) => Confusion(c, c) == 0 ? 0 : 2.0 * Confusion(c, c) / (support[c] + predicted[c]);
}
