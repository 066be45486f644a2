namespace Ctre.Growth;

/// <summary>A row of numbers for each neuron, whole or sketched, of which inner products are taken block by block.</summary>
/// <typeparam name="T">The rows themselves.</typeparam>
internal interface IPairRows<T>
    where T : class, IPairRows<T>
{
    /// <summary>The scores of a block of pairs; parameters as of <see cref="InnerProducts.Block"/>.</summary>
    public static abstract int Block(
        T left, int firstLeft, int leftCount, T right, int firstRight, int rightCount, Span<float> panel, Span<float> scores);
}
