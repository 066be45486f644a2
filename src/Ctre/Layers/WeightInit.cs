using Ctre.Sparse;

namespace Ctre.Layers;

/// <summary>Draws the weights of new connections. Biases start at 0.</summary>
internal static class WeightInit
{
    /// <summary>A layer with freshly drawn weights.</summary>
    public static SparseLayer Draw(Connections connections, WeightInitKind kind, long seed, int layer)
    {
        var drawn = new SparseLayer(connections, new float[connections.Count], new float[connections.Outputs]);
        Redraw(drawn, kind, seed, layer);
        return drawn;
    }

    /// <summary>Draws all weights of a layer anew.</summary>
    public static void Redraw(SparseLayer layer, WeightInitKind kind, long seed, int index)
    {
        Rng random = Rng.For(seed, RandomPurpose.InitialWeights, index);
        Connections connections = layer.Connections;
        Span<float> weights = layer.OverwriteWeights();
        for (int output = 0; output < connections.Outputs; output++)
        {
            double fan = kind == WeightInitKind.FanIn
                ? connections.InputsOf(output).Length
                : (double)connections.Inputs + connections.Outputs;
            double bound = Math.Sqrt(6 / fan);
            for (int slot = connections.RowOffsets[output]; slot < connections.RowOffsets[output + 1]; slot++)
                weights[slot] = random.Symmetric(bound);
        }
    }

    /// <summary>The weight of each connection that grows in one rewiring of a layer, drawn in slot order.</summary>
    public static Func<Connection, float> Grown(Connections connections, GrowInitKind kind, long seed, int layer, int round)
    {
        if (kind == GrowInitKind.Zero) return _ => 0;
        Rng random = Rng.For(seed, RandomPurpose.GrowWeights, layer, round);
        double bound = Math.Sqrt(6.0 / connections.Inputs);
        return _ => random.Symmetric(bound);
    }
}
