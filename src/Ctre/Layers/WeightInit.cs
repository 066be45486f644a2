using Ctre.Sparse;

namespace Ctre.Layers;

/// <summary>Draws the weights of new connections. Biases start at 0.</summary>
internal static class WeightInit
{
    /// <summary>A layer with freshly drawn weights.</summary>
    public static SparseLayer Draw(Connections connections, WeightInitKind kind, long seed, int layer)
    {
        Rng random = Rng.For(seed, RandomPurpose.InitialWeights, layer);
        var weights = new float[connections.Count];
        for (int output = 0; output < connections.Outputs; output++)
        {
            double fan = kind == WeightInitKind.FanIn
                ? connections.InputsOf(output).Length
                : (double)connections.Inputs + connections.Outputs;
            double bound = Math.Sqrt(6 / fan);
            for (int slot = connections.RowOffsets[output]; slot < connections.RowOffsets[output + 1]; slot++)
                weights[slot] = random.Symmetric(bound);
        }

        return new SparseLayer(connections, weights, new float[connections.Outputs]);
    }

    /// <summary>The weight of each connection that grows in a layer after an epoch, drawn in slot order.</summary>
    public static Func<Connection, float> Grown(Connections connections, GrowInitKind kind, long seed, int layer, int epoch)
    {
        if (kind == GrowInitKind.Zero) return _ => 0;
        Rng random = Rng.For(seed, RandomPurpose.GrowWeights, layer, epoch);
        double bound = Math.Sqrt(6.0 / connections.Inputs);
        return _ => random.Symmetric(bound);
    }
}
