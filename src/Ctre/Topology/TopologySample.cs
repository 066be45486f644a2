using System.Runtime.Intrinsics;
using Ctre.Data;
using Ctre.Kernels;

namespace Ctre.Topology;

/// <summary>
/// The training rows that a rewiring looks at: all, or a sample that is drawn anew each time, after a few rows that are chosen once. A
/// pixel that is dark in all images but four is constant in nearly every sample, as is a neuron that is connected to it; and all constants
/// look similar. So for each feature that a sample is likely to miss, the row with its largest value is chosen. Such a row represents only
/// itself, while each row that was drawn represents many.
/// </summary>
internal sealed class TopologySample
{
    /// <summary>A sample that holds fewer rows of a feature than this, on average, may well hold none: one in e⁴ does.</summary>
    private const double FewRows = 4;

    /// <summary>At most one row of so many is chosen.</summary>
    private const int ChosenOf = 4;

    private readonly int[] chosen = [], others;
    private readonly int drawn;

    /// <summary>The most numbers of activations to keep where similarity is searched by auto: a quarter of a gigabyte.</summary>
    private const long Room = 1L << 26;

    /// <summary>A sample without chosen rows.</summary>
    /// <param name="training">The training rows.</param>
    /// <param name="count">How many of them; null, or more than there are, for all.</param>
    public TopologySample(DataSlice training, int? count)
    {
        others = training.Rows.ToArray();
        drawn = Math.Min(count ?? others.Length, others.Length);
    }

    /// <summary>A sample with chosen rows, unless all rows are taken.</summary>
    /// <param name="training">The training rows.</param>
    /// <param name="count">How many of them, chosen ones included; null, or more than there are, for all.</param>
    /// <param name="scaler">The scale of the features.</param>
    /// <param name="team">The workers; the rows do not depend on their number.</param>
    public TopologySample(DataSlice training, int? count, Scaler scaler, WorkerTeam team)
        : this(training, count)
    {
        if (!IsPart) return;
        chosen = Choose(training, drawn, scaler, team);
        HashSet<int> taken = [.. chosen];
        others = [.. others.Where(row => !taken.Contains(row))];
        drawn -= chosen.Length;
    }

    /// <summary>How many training rows a recipe looks at.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="training">Training rows.</param>
    /// <param name="neurons">Neurons of the network, inputs among them.</param>
    public static int CountOf(Recipe recipe, int training, long neurons)
    {
        if (recipe.SimilarityRows is not { } wanted) return training;
        wanted = Math.Min(wanted, training);
        return recipe.Similarity == SimilarityKind.Auto ? RowsThatFit(wanted, neurons) : wanted;
    }

    /// <summary>No more rows than memory allows in a network of many neurons.</summary>
    /// <param name="rows">How many are wanted.</param>
    /// <param name="neurons">Neurons of the network, inputs among them.</param>
    public static int RowsThatFit(int rows, long neurons) =>
        (int)Math.Min(rows, Math.Max(NeuronRows.Line, Room / neurons / NeuronRows.Line * NeuronRows.Line));

    /// <summary>How many rows there are in a draw.</summary>
    public int Count => chosen.Length + drawn;

    /// <summary>How many of them, the first, were chosen.</summary>
    public int Chosen => chosen.Length;

    /// <summary>Whether there are rows that are not drawn.</summary>
    public bool IsPart => drawn < others.Length;

    /// <summary>The weight of a chosen row beside one that was drawn, in (0, 1]: the share of the others that is drawn.</summary>
    public double ChosenWeight => (double)drawn / others.Length;

    /// <summary>
    /// The rows of a round, a pure function of seed and round: chosen ones, then drawn ones, both rising; or all, in their own order.
    /// </summary>
    public int[] Draw(long seed, int round)
    {
        if (!IsPart) return others;
        int[] rows = [.. others];
        Rng.For(seed, RandomPurpose.SimilarityRows, step: round).Shuffle<int>(rows);
        return [.. chosen, .. rows.Take(drawn).Order()];
    }

    private static int[] Choose(DataSlice training, int count, Scaler scaler, WorkerTeam team)
    {
        int features = training.Data.Features;
        var shows = new FeatureEvidence(new double[features], new double[features], new double[features], new int[features]);
        team.Run(worker =>
        {
            (int begin, int end) = Partition.Even(features, worker, team.Workers);
            foreach (int row in training.Rows)
            {
                if (training.Data.Sparse is { } sparse) Look(sparse.Columns(row), sparse.Values(row), row, scaler, shows, begin, end);
                else Look(training.Data.Row(row), row, scaler, shows, begin, end);
            }
        });

        double few = FewRows * training.Count / count;
        return
        [
            .. Enumerable.Range(0, features).Where(feature => shows.Rows(feature) < few).OrderBy(shows.Rows)
                .Select(feature => shows.Best[feature]).Distinct().Take(count / ChosenOf).Order(),
        ];
    }

    /// <summary>Looks at features [begin, end) of a row that is stored densely.</summary>
    private static void Look(ReadOnlySpan<float> values, int row, Scaler scaler, FeatureEvidence shows, int begin, int end)
    {
        int feature = begin;
        for (; feature + NeuronRows.Lanes <= end; feature += NeuronRows.Lanes)
        {
            Vector256<float> value = Vector256.Create(values[feature..]);
            value = Vector256.ConditionalSelect(Vector256.Equals(value, value), value, Vector256.Create(scaler.Median[feature..]));
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(
                (value - Vector256.Create(scaler.Offset[feature..])) * Vector256.Create(scaler.Factor[feature..]));
            if (shows.Add(low * low, feature) | shows.Add(high * high, feature + 4))
                for (int f = feature; f < feature + NeuronRows.Lanes; f++) shows.Offer(scaler.Scale(values[f], f), f, row);
        }

        for (; feature < end; feature++) shows.Add(scaler.Scale(values[feature], feature), feature, row);
    }

    /// <summary>The same where zeros are not stored; they stay zeros.</summary>
    private static void Look(
        ReadOnlySpan<int> columns, ReadOnlySpan<float> values, int row, Scaler scaler, FeatureEvidence shows, int begin, int end)
    {
        for (int i = 0; i < columns.Length; i++)
            if (columns[i] >= begin && columns[i] < end) shows.Add(scaler.Scale(values[i], columns[i]), columns[i], row);
    }
}
