namespace Ctre.Cli.Rendering;

/// <summary>
/// The densities that a recipe asks for, before they become whole connections and full layers pass on their rest.
/// </summary>
internal static class AskedDensity
{
    /// <summary>What is asked of one layer; null where only the whole network's density is asked for.</summary>
    public static double? OfLayer(Recipe recipe, IReadOnlyList<int> sizes, int layer) => recipe switch
    {
        { Distribution: DistributionKind.List } => recipe.LayerDensities[layer],
        { Distribution: DistributionKind.Uniform } => OfAll(recipe, sizes),
        { Density: null } => ErdosRenyi(recipe, sizes, layer) / Places(sizes, layer),
        _ => null,
    };

    /// <summary>What is asked of all layers together.</summary>
    public static double OfAll(Recipe recipe, IReadOnlyList<int> sizes)
    {
        if (recipe.Density is { } density) return density;
        int[] layers = [.. Enumerable.Range(0, sizes.Count - 1)];
        double connections = layers.Sum(layer => recipe.Distribution == DistributionKind.List
            ? recipe.LayerDensities[layer] * Places(sizes, layer)
            : ErdosRenyi(recipe, sizes, layer));
        return connections / layers.Sum(layer => Places(sizes, layer));
    }

    private static double ErdosRenyi(Recipe recipe, IReadOnlyList<int> sizes, int layer) =>
        Math.Min(Places(sizes, layer), recipe.Epsilon * ((double)sizes[layer] + sizes[layer + 1]));

    private static double Places(IReadOnlyList<int> sizes, int layer) => (double)sizes[layer] * sizes[layer + 1];
}
