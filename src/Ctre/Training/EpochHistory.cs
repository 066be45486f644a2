using System.Numerics;

namespace Ctre.Training;

/// <summary>
/// The reports of a run in bounded memory: of each epoch up to 4,096 of them (fewer in networks of hundreds of layers); of a longer run of
/// every second, then of every fourth epoch and so on, and of the last. What is summed over all epochs is exact.
/// </summary>
internal sealed class EpochHistory
{
    private const int MostReports = 4096, LeastReports = 16, MostNumbers = 1 << 20;

    private readonly List<EpochReport> kept = [];
    private readonly int most;
    private EpochReport? last;
    private int stride = 1;

    /// <param name="layers">Layers of the network, 1 or more.</param>
    public EpochHistory(int layers) => most = MostKept(layers);

    /// <summary>What is summed over all epochs.</summary>
    public RunTotals Totals { get; private set; }

    /// <summary>The reports, in order: the first, evenly spaced ones, and the last.</summary>
    public IReadOnlyList<EpochReport> Reports => last is null || last == kept[^1] ? [.. kept] : [.. kept, last];

    /// <summary>Whether a report can be that of an epoch of this run: one that is over, and the same where it is kept.</summary>
    public bool MayHold(EpochReport report) => report.Epoch <= Totals.Epochs
        && (Reports.FirstOrDefault(one => one.Epoch == report.Epoch) is not { } own
            || EpochColumn.All.All(column => column.Value(own).Equals(column.Value(report))));

    /// <summary>Adds the report of the next epoch.</summary>
    public void Add(EpochReport report)
    {
        Totals = new RunTotals(
            report.Epoch, Totals.TrainingSeconds + report.TrainingSeconds, Totals.EvaluationSeconds + report.EvaluationSeconds,
            Totals.TopologySeconds + report.TopologySeconds);
        last = report;
        if (IsKept(report)) kept.Add(report);
        if (kept.Count <= most) return;
        stride *= 2;
        kept.RemoveAll(one => !IsKept(one));
    }

    /// <summary>The history that <see cref="Reports"/> and <see cref="Totals"/> show.</summary>
    /// <exception cref="InputException">They are not those of a run.</exception>
    public static EpochHistory Of(IReadOnlyList<EpochReport> reports, RunTotals totals, int layers)
    {
        var history = new EpochHistory(layers)
        {
            Totals = totals,
        };
        if (reports.Count != 0)
        {
            history.stride = reports.Count > 1 ? reports[1].Epoch - reports[0].Epoch : 1;
            history.last = reports[^1];
            history.kept.AddRange(reports.Where(history.IsKept));
        }

        int epochs = reports.Count == 0 ? 0 : reports[^1].Epoch, between = history.stride;
        bool isComplete = totals.Epochs == epochs && BitOperations.IsPow2(between)
            && history.kept.Select(report => report.Epoch).SequenceEqual(Enumerable.Range(0, (epochs + between - 1) / between)
                .Select(i => (i * between) + 1))
            && history.Reports.Count == reports.Count && history.kept.Count <= history.most
            && (between == 1 || history.kept.Count > history.most / 2);
        return isComplete ? history : throw new InputException($"its {reports.Count} reports are not those of {totals.Epochs} epochs.");
    }

    /// <summary>The most reports that a run of so many layers keeps, but for the last.</summary>
    public static int MostKept(int layers) =>
        Math.Clamp(MostNumbers / (EpochColumn.All.Count + (2 * layers)), LeastReports, MostReports);

    private bool IsKept(EpochReport report) => stride > 0 && (report.Epoch - 1) % stride == 0;
}

/// <summary>What is summed over all epochs of a run.</summary>
/// <param name="Epochs">Epochs that are over.</param>
/// <param name="TrainingSeconds">Seconds spent in training steps.</param>
/// <param name="EvaluationSeconds">Seconds spent in evaluation.</param>
/// <param name="TopologySeconds">Seconds spent in similarity, planning and rewiring.</param>
public readonly record struct RunTotals(int Epochs, double TrainingSeconds, double EvaluationSeconds, double TopologySeconds);
