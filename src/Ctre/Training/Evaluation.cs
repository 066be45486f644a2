namespace Ctre.Training;

/// <summary>Precision, recall and F1 of one class.</summary>
/// <param name="Name">The class.</param>
/// <param name="Precision">Of the rows predicted as this class, the share that belongs to it; 0 if there are none.</param>
/// <param name="Recall">Of the rows of this class, the share predicted as it; 0 if there are none.</param>
/// <param name="F1">Harmonic mean of precision and recall; 0 if both are 0.</param>
/// <param name="Support">Rows of this class.</param>
public sealed record ClassMetrics(string Name, double Precision, double Recall, double F1, int Support);

/// <summary>How well a network does on labeled rows.</summary>
public sealed class Evaluation
{
    private readonly int[] confusion;

    internal Evaluation(double lossSum, int[] confusion, IReadOnlyList<string> classNames)
    {
        this.confusion = confusion;
        ClassNames = classNames;
        int classes = classNames.Count;
        Samples = confusion.Sum();
        Loss = lossSum / Samples;
        int right = Enumerable.Range(0, classes).Sum(c => confusion[c * classes + c]);
        Accuracy = (double)right / Samples;
    }

    /// <summary>The classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Number of rows.</summary>
    public int Samples { get; }

    /// <summary>Share of rows predicted right, in [0, 1].</summary>
    public double Accuracy { get; }

    /// <summary>Mean cross-entropy in nats.</summary>
    public double Loss { get; }

    /// <summary>Metrics of each class, counted when first asked for: training evaluates often and never asks.</summary>
    public IReadOnlyList<ClassMetrics> PerClass => field ??= [.. Enumerable.Range(0, ClassNames.Count).Select(Metrics)];

    /// <summary>The mean F1 of the classes that occur.</summary>
    public double MacroF1 => PerClass.Where(c => c.Support > 0).Average(c => c.F1);

    /// <summary>Rows of class <paramref name="actual"/> that were predicted as <paramref name="predicted"/>.</summary>
    /// <param name="actual">The true class.</param>
    /// <param name="predicted">The predicted class.</param>
    public int Confusion(int actual, int predicted) => confusion[actual * ClassNames.Count + predicted];

    private ClassMetrics Metrics(int c)
    {
        int hits = Confusion(c, c);
        int support = Enumerable.Range(0, ClassNames.Count).Sum(p => Confusion(c, p));
        int predicted = Enumerable.Range(0, ClassNames.Count).Sum(a => Confusion(a, c));
        double precision = predicted == 0 ? 0 : (double)hits / predicted, recall = support == 0 ? 0 : (double)hits / support;
        return new(ClassNames[c], precision, recall, hits == 0 ? 0 : 2 * precision * recall / (precision + recall), support);
    }
}
