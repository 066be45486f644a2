using Ctre.Sparse;

namespace Ctre.Topology;

/// <summary>
/// Erdős–Rényi initial topology (Mocanu et al., Nature Communications 2018): a layer of a inputs and b outputs gets
/// ε (a + b) connections, every set of that many positions equally likely.
/// </summary>
internal static class ErdosRenyi
{
    /// <summary>The number of connections of each layer for one ε: round(min(a b, ε (a + b))), halves to even.</summary>
    /// <param name="sizes">Neurons from input to output, <c>[layers + 1]</c>.</param>
    /// <param name="epsilon">ε, above 0.</param>
    /// <exception cref="InputException">A layer would get no connection.</exception>
    public static int[] Counts(IReadOnlyList<int> sizes, double epsilon) =>
        [.. Requested(sizes, epsilon).Select((count, l) => ConnectionBudget.Whole(Math.Round(count), l))];

    /// <summary>The connections of each layer before they are rounded: min(a b, ε (a + b)).</summary>
    /// <inheritdoc cref="Counts" path="/param"/>
    internal static IEnumerable<double> Requested(IReadOnlyList<int> sizes, double epsilon) => Enumerable.Range(0, sizes.Count - 1)
        .Select(l => Math.Min((double)sizes[l] * sizes[l + 1], epsilon * ((double)sizes[l] + sizes[l + 1])));

    /// <summary>Draws a layer's connections, uniformly without replacement.</summary>
    /// <param name="outputs">Number of output neurons.</param>
    /// <param name="inputs">Number of input neurons.</param>
    /// <param name="count">Number of connections, at most outputs × inputs.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="layer">The layer, from 0: its stream of random numbers.</param>
    public static Connections Draw(int outputs, int inputs, int count, long seed, int layer)
    {
        Rng random = Rng.For(seed, RandomPurpose.InitialTopology, layer);
        return Connections.FromPositions(outputs, inputs, AbsentPositions.Sample(random, (long)outputs * inputs, [], count));
    }
}
