namespace Ctre.Topology;

/// <summary>
/// Spreads a number of connections over the layers so that the realized total equals the request exactly. A layer that would
/// get more connections than it has positions becomes dense, and the rest is balanced anew among the others.
/// </summary>
internal static class ConnectionBudget
{
    /// <summary>The number of connections of each layer.</summary>
    /// <param name="sizes">Neurons from input to output, <c>[layers + 1]</c>.</param>
    /// <param name="recipe">ε or density, and the distribution.</param>
    /// <exception cref="InputException">A layer would get no connection, or more than an array holds.</exception>
    public static int[] Counts(IReadOnlyList<int> sizes, Recipe recipe)
    {
        double[] places = Places(sizes);
        if (recipe.Distribution == DistributionKind.List && recipe.LayerDensities.Count != places.Length)
            throw new InputException(
                $"distribution names {recipe.LayerDensities.Count} densities, the network has {places.Length} layers.");
        if (recipe.Density is null && recipe.Distribution == DistributionKind.ErdosRenyi) return ErdosRenyi.Counts(sizes, recipe.Epsilon);
        if (recipe.Density is null && recipe.Distribution == DistributionKind.List)
            return [.. places.Select((p, l) => Whole(Math.Round(p * recipe.LayerDensities[l]), l))];

        // ε with a uniform distribution spreads the connections that Erdős–Rényi would give.
        double total = recipe.Density is { } density
            ? Math.Round(density * places.Sum())
            : ErdosRenyi.Counts(sizes, recipe.Epsilon).Sum(count => (double)count);
        if (total < places.Length)
            throw new InputException($"{total} connections are too few for {places.Length} layers; use a larger density.");
        double[] shares = recipe.Distribution switch
        {
            DistributionKind.ErdosRenyi => [.. places.Select((_, l) => (double)sizes[l] + sizes[l + 1])],
            DistributionKind.Uniform => places,
            _ => [.. places.Select((p, l) => p * recipe.LayerDensities[l])],
        };
        return Spread(total, shares, places);
    }

    /// <summary>
    /// The densities that a recipe asks for, before they are rounded and the excess of full layers is redistributed: of each layer (null
    /// where only the network's density is asked for) and of the network.
    /// </summary>
    /// <inheritdoc cref="Counts" path="/param"/>
    internal static (double?[] Layers, double Network) Requested(IReadOnlyList<int> sizes, Recipe recipe)
    {
        double[] places = Places(sizes);
        double?[] layers = recipe switch
        {
            { Distribution: DistributionKind.List } => [.. recipe.LayerDensities],
            { Density: null } => [.. ErdosRenyi.Requested(sizes, recipe.Epsilon).Zip(places, (count, all) => count / all)],
            _ => new double?[places.Length],
        };
        double network = recipe.Density ?? layers.Zip(places, (density, all) => density!.Value * all).Sum() / places.Sum();
        return (recipe.Distribution == DistributionKind.Uniform ? [.. layers.Select(_ => network)] : layers, network);
    }

    private static double[] Places(IReadOnlyList<int> sizes) =>
        [.. Enumerable.Range(0, sizes.Count - 1).Select(l => (double)sizes[l] * sizes[l + 1])];

    private static int[] Spread(double total, double[] shares, double[] places)
    {
        var exact = new double[places.Length];
        var open = Enumerable.Range(0, places.Length).ToHashSet();
        double rest = total;
        for (bool again = true; again;)
        {
            double sum = open.Sum(l => shares[l]);
            foreach (int l in open) exact[l] = Math.Max(1, rest * shares[l] / sum);
            int[] full = [.. open.Where(l => exact[l] >= places[l])];
            foreach (int l in full)
            {
                exact[l] = places[l];
                rest -= places[l];
                open.Remove(l);
            }

            again = full.Length > 0 && open.Count > 0;
        }

        // Largest remainder: round down, then give what is missing to the layers that lost most; lower layers first.
        double[] counts = [.. exact.Select(Math.Floor)];
        while (counts.Sum() < total)
        {
            int l = Enumerable.Range(0, counts.Length).Where(i => counts[i] < places[i]).MaxBy(i => exact[i] - counts[i]);
            counts[l]++;
        }

        while (counts.Sum() > total) counts[Array.IndexOf(counts, counts.Max())]--;
        return [.. counts.Select(Whole)];
    }

    /// <summary>A layer's number of connections, if there can be so many.</summary>
    internal static int Whole(double count, int layer) => count switch
    {
        < 1 => throw new InputException($"layer {layer + 1} would get no connection; use a larger epsilon or density."),
        > int.MaxValue / 2 =>
            throw new InputException($"layer {layer + 1} would get {count:N0} connections, more than {int.MaxValue / 2:N0}."),
        _ => (int)count,
    };
}
