namespace Ctre.Cli.Comparison;

/// <summary>All runs of one method on one data set at one density.</summary>
/// <param name="Data">The name of the data set.</param>
/// <param name="Method">The method.</param>
/// <param name="Connectivity">ε or density, as <see cref="PlannedRun.Connectivity"/> writes it.</param>
/// <param name="Runs">A result per seed, in the order of the seeds.</param>
internal sealed record SummaryRow(string Data, string Method, string Connectivity, IReadOnlyList<RunResult> Runs)
{
    /// <summary>The runs that finished; means are over these.</summary>
    public IReadOnlyList<RunResult> Finished { get; } = [.. Runs.Where(IsFinished)];

    public bool IsSparse => !Ctre.Methods.IsDense(Method);

    /// <summary>Mean test accuracy at the best validation epoch; null if no run finished.</summary>
    public Fraction? ExactAccuracy { get; } = Runs.Any(IsFinished) ? MeanOf(Runs.Where(IsFinished)) : null;

    /// <summary>The same in which a run that failed counts 0; ranks are computed from it.</summary>
    public Fraction RankedAccuracy { get; } = MeanOf(Runs);

    /// <summary><see cref="ExactAccuracy"/>; not a number if no run finished.</summary>
    public double Accuracy => ExactAccuracy is { } accuracy ? (double)accuracy : double.NaN;

    /// <summary>Sample standard deviation of <see cref="Accuracy"/>; not a number below two runs.</summary>
    public double Deviation => DeviationOf([.. Finished.Select(run => run.TestAccuracy)]);

    public double ValidationAccuracy => Mean(run => run.ValidationAccuracy);

    public double Connections => Mean(run => run.Connections);

    public double TrainingSeconds => Mean(run => run.TrainingSeconds);

    public double TopologySeconds => Mean(run => run.TopologySeconds);

    /// <summary>Operations of all training steps, relative to those of the dense network in as many epochs.</summary>
    public double TrainingFlops => Mean(run => run.TrainingFlops / run.TrainingFlopsOfDense);

    /// <summary>Operations of one prediction, relative to those of the dense network.</summary>
    public double InferenceFlops => Mean(run => run.InferenceFlops / run.InferenceFlopsOfDense);

    public double ModelBytes => Mean(run => run.ModelBytes);

    /// <summary>Sample standard deviation; not a number below two values.</summary>
    public static double DeviationOf(IReadOnlyCollection<double> values)
    {
        double mean = values.Count == 0 ? 0 : values.Average();
        return values.Count < 2 ? double.NaN : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    private static bool IsFinished(RunResult run) => run.Failure is null;

    private static Fraction MeanOf(IEnumerable<RunResult> runs) => Fraction.Mean([.. runs.Select(run => run.ExactAccuracy)]);

    private double Mean(Func<RunResult, double> value) => Finished.Count == 0 ? double.NaN : Finished.Average(value);
}

/// <summary>One method's results against the reference's, pair by pair.</summary>
/// <param name="Method">The method.</param>
/// <param name="Wins">Pairs in which the reference is better.</param>
/// <param name="Losses">Pairs in which the method is better.</param>
/// <param name="Pairs">All pairs: data sets × densities × seeds that both have.</param>
/// <param name="Difference">Mean of the reference's accuracy minus the method's.</param>
/// <param name="Probability">Wilcoxon's two-sided p.</param>
/// <param name="Corrected">p by Holm, for all comparisons of the table.</param>
internal sealed record PairedComparison(
    string Method, int Wins, int Losses, int Pairs, double Difference, double Probability, double Corrected);

/// <summary>How a method compares with others.</summary>
internal enum RankMark
{
    /// <summary>Behind others.</summary>
    Other,

    /// <summary>The best of the sparse methods.</summary>
    BestSparse,

    /// <summary>The best of all.</summary>
    Best,
}

/// <summary>A comparison in numbers: rows of the table, mean ranks, paired tests.</summary>
internal sealed class Summary
{
    /// <param name="cells">The cells, in the order of the tables.</param>
    /// <param name="results">Their results.</param>
    public Summary(IReadOnlyList<PlannedRun> cells, IReadOnlyList<RunResult> results)
    {
        Rows =
        [
            .. from pair in cells.Zip(results)
               group pair.Second by (pair.First.Data.Name, pair.First.Recipe.Method, pair.First.Connectivity) into same
               select new SummaryRow(same.Key.Name, same.Key.Method, same.Key.Connectivity, [.. same]),
        ];
        Ranks =
        [
            .. RanksOf(_ => true).GroupBy(rank => rank.Method)
                .Select(ranks => (Method: ranks.Key, MeanRank: ranks.Average(rank => rank.Rank))).OrderBy(rank => rank.MeanRank),
        ];
        Reference = Ranks.Select(rank => rank.Method).OrderBy(method => Ctre.Methods.Find(method) is { IsCtre: true } ? 0 : 1)
            .FirstOrDefault();
        Comparisons = Reference is null ? [] : [.. Correct([.. Methods.Where(method => method != Reference).Select(CompareWith)])];
    }

    public IReadOnlyList<SummaryRow> Rows { get; }

    public IReadOnlyList<string> DataNames => [.. Rows.Select(row => row.Data).Distinct()];

    public IReadOnlyList<string> Methods => [.. Rows.Select(row => row.Method).Distinct()];

    /// <summary>ε or densities of the sparse methods.</summary>
    public IReadOnlyList<string> Connectivities => [.. Rows.Where(row => row.IsSparse).Select(row => row.Connectivity).Distinct()];

    /// <summary>Mean rank of each sparse method over data sets and densities by mean accuracy, best first; 1 is the best.</summary>
    public IReadOnlyList<(string Method, double MeanRank)> Ranks { get; }

    /// <summary>The mean rank of a sparse method over the data sets at one density; null if it has none.</summary>
    public double? MeanRank(string method, string connectivity)
    {
        double[] ranks =
        [
            .. RanksOf(row => row.Connectivity == connectivity).Where(rank => rank.Method == method).Select(rank => rank.Rank),
        ];
        return ranks.Length == 0 ? null : ranks.Average();
    }

    /// <summary>The method that the others are tested against: the best ranked variant of CTRE, or the best ranked at all.</summary>
    public string? Reference { get; }

    public IReadOnlyList<PairedComparison> Comparisons { get; }

    /// <summary>The rows at one density, dense ones included: what is compared with each other.</summary>
    public IEnumerable<SummaryRow> At(string connectivity) => Rows.Where(row => row.Connectivity == connectivity || !row.IsSparse);

    /// <summary>
    /// The mark of a row among those of its data set at its density, dense ones included; of a dense row among all densities. Equally
    /// good ones have the same mark.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="rows">The rows that are shown with it.</param>
    public static RankMark RankMark(SummaryRow row, IEnumerable<SummaryRow> rows)
    {
        SummaryRow[] rivals =
        [
            .. rows.Where(other => other.Data == row.Data && (!other.IsSparse || !row.IsSparse || other.Connectivity == row.Connectivity)),
        ];
        if (row.ExactAccuracy is null) return Comparison.RankMark.Other;
        if (row.ExactAccuracy == Best(rivals)) return Comparison.RankMark.Best;
        bool isBestSparse = row.IsSparse && row.ExactAccuracy == Best(rivals.Where(other => other.IsSparse));
        return isBestSparse ? Comparison.RankMark.BestSparse : Comparison.RankMark.Other;
    }

    private static Fraction? Best(IEnumerable<SummaryRow> rows) => rows.Max(row => row.ExactAccuracy);

    private IEnumerable<(string Method, double Rank)> RanksOf(Func<SummaryRow, bool> which) => Rows
        .Where(row => row.IsSparse && which(row)).GroupBy(row => (row.Data, row.Connectivity)).SelectMany(block => block
            .Select(row => row.Method).Zip(Comparison.Ranks.Of([.. block.Select(row => -row.RankedAccuracy)])));

    private PairedComparison CompareWith(string method)
    {
        Fraction[] differences =
        [
            .. from reference in Rows
               where reference.Method == Reference
               from row in At(reference.Connectivity)
               where row.Method == method && row.Data == reference.Data
               from pair in reference.Runs.Zip(row.Runs)
               select pair.First.ExactAccuracy - pair.Second.ExactAccuracy,
        ];
        double probability = PairedTest.Wilcoxon(differences).Probability;
        return new PairedComparison(
            method, differences.Count(d => d.Sign > 0), differences.Count(d => d.Sign < 0), differences.Length,
            differences.Length == 0 ? double.NaN : (double)Fraction.Mean(differences), probability, probability);
    }

    private static IEnumerable<PairedComparison> Correct(IReadOnlyList<PairedComparison> comparisons)
    {
        double[] corrected = PairedTest.Holm([.. comparisons.Select(one => one.Probability)]);
        return comparisons.Select((one, i) => one with { Corrected = corrected[i] });
    }
}
