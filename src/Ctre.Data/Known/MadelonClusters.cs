namespace Ctre.Data.Known;

/// <summary>
/// The geometry behind one generated Madelon: a Gaussian cluster with its own random covariance at each of the 32 vertices
/// of a five-dimensional hypercube, half of them of either class, and the random linear map to the redundant features.
/// </summary>
internal sealed class MadelonClusters
{
    public const int Informative = 5, Redundant = 15, PerClass = 16;

    // Where the vertices lie, ±. Chosen so that a nearest-neighbor classifier on the 20 useful features does as well as on the
    // published data, 0.92; the kurtosis of the useful features, 2.0 to 3.0, then agrees as well.
    private const double VertexDistance = 2;

    private const int Vertices = 1 << Informative;

    private readonly int[] vertices;
    private readonly double[] mixing; // [32 × 5 × 5]
    private readonly double[] combination; // [15 × 5]

    public MadelonClusters(Rng random)
    {
        vertices = [.. Enumerable.Range(0, Vertices)];
        random.Shuffle<int>(vertices);
        mixing = Uniform(random, Vertices * Informative * Informative);
        combination = Uniform(random, Redundant * Informative);
    }

    /// <summary>Draws a point: the informative features, then the redundant ones.</summary>
    /// <param name="random">Where the point's randomness comes from.</param>
    /// <param name="label">0 or 1.</param>
    /// <param name="cluster">Which cluster of that class, in [0, 16).</param>
    /// <param name="point">Where it goes <c>[20]</c>.</param>
    public void Draw(Rng random, int label, int cluster, Span<double> point)
    {
        int vertex = vertices[label * PerClass + cluster];
        Span<double> normal = stackalloc double[Informative];
        foreach (ref double value in normal) value = random.Gaussian();
        Span<double> informative = point[..Informative];
        Multiply(mixing.AsSpan(vertex * Informative * Informative), normal, informative);
        for (int i = 0; i < Informative; i++) informative[i] += (vertex >> i & 1) == 0 ? -VertexDistance : VertexDistance;
        Multiply(combination, informative, point[Informative..]);
    }

    private static void Multiply(ReadOnlySpan<double> matrix, ReadOnlySpan<double> vector, Span<double> product)
    {
        for (int row = 0; row < product.Length; row++)
        {
            product[row] = 0;
            for (int column = 0; column < vector.Length; column++)
                product[row] += matrix[row * vector.Length + column] * vector[column];
        }
    }

    private static double[] Uniform(Rng random, int count)
    {
        var numbers = new double[count];
        foreach (ref double number in numbers.AsSpan()) number = 2 * random.Uniform() - 1;
        return numbers;
    }
}
