namespace Ctre.Analysis;

/// <summary>
/// Floating-point operations of a network, counted exactly: a multiply-add is 2, an addition 1. Products with connections and
/// the sums of biases and their gradients count; activations, softmax and the optimizer do not.
/// </summary>
internal static class Cost
{
    /// <summary>One sample forward: Σ over layers of 2 · connections + outputs.</summary>
    /// <param name="sizes">Neurons from input to output, <c>[layers + 1]</c>.</param>
    /// <param name="connections">Connections of each layer, <c>[layers]</c>.</param>
    public static double InferenceFlops(IReadOnlyList<int> sizes, IReadOnlyList<double> connections) =>
        connections.Select((count, l) => 2 * count + sizes[l + 1]).Sum();

    /// <summary>
    /// One sample forward and backward: the forward pass, 2 · connections + outputs for the gradients of weights and biases, and
    /// 2 · connections for the gradient of the inputs of every layer but the first.
    /// </summary>
    /// <param name="sizes">Neurons from input to output, <c>[layers + 1]</c>.</param>
    /// <param name="connections">Connections of each layer, <c>[layers]</c>.</param>
    public static double TrainingFlops(IReadOnlyList<int> sizes, IReadOnlyList<double> connections) =>
        2 * InferenceFlops(sizes, connections) + connections.Skip(1).Sum(count => 2 * count);

    /// <summary>The number of connections of each layer of the dense network.</summary>
    /// <param name="sizes">Neurons from input to output, <c>[layers + 1]</c>.</param>
    public static IReadOnlyList<double> DenseConnections(IReadOnlyList<int> sizes) =>
        [.. Enumerable.Range(1, sizes.Count - 1).Select(l => (double)sizes[l] * sizes[l - 1])];
}
