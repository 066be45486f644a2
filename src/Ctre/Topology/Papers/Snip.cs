using Ctre.Growth;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Losses;
using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// SNIP, single-shot pruning by connection sensitivity (Lee, Ajanthan and Torr, ICLR 2019): of a dense network at its
/// initial weights the connections with the largest <c>|w · ∂loss/∂w|</c> are kept, over all layers together, as many as the
/// recipe gives every method; the topology then rests. The dense network is drawn, not stored.
/// </summary>
internal static class Snip
{
    /// <summary>The most training rows to compute gradients on; the paper uses one batch.</summary>
    public const int MostRows = 4096;

    /// <summary>The network to start from. With Glorot initialization, connections keep the weights by which they were chosen.</summary>
    public static Network Start(InitialContext context)
    {
        (int[] sizes, Recipe recipe) = (context.Sizes, context.Recipe);
        int[] rows = Rows(context);
        var dense = new ImplicitDenseNetwork(sizes, rows.Length, recipe, context.Team);
        Load(context, rows, dense.Inputs(0));
        dense.Run(rows.Select(row => context.Training.Data.Labels[row]).ToArray(), ClassWeights.Of(recipe.ClassWeight, context.Training));
        long[] kept = [.. Best(dense, sizes, ConnectionBudget.Counts(sizes, recipe).Sum(), context.Team).Order()];

        var layers = new Connections[dense.Layers];
        long offset = 0;
        for (int l = 0; l < layers.Length; l++)
        {
            long places = (long)sizes[l] * sizes[l + 1], before = offset;
            layers[l] = Connections.FromPositions(
                sizes[l + 1], sizes[l], [.. kept.Where(p => p >= before && p < before + places).Select(p => p - before)]);
            offset += places;
        }

        Network network = InitialTopology.Weighted(layers, recipe);
        if (recipe.WeightInit == WeightInitKind.Glorot) KeepWeights(network, dense);
        return network;
    }

    /// <summary>Bytes that it takes: signals, gradients and the saved values of the dense network, and candidates.</summary>
    public static double Bytes(RunSize size)
    {
        int rows = NeuronRows.PadToLine(Math.Min(size.Recipe.SimilarityRows ?? MostRows, Math.Min(MostRows, size.TrainingRows)));
        return 4 * (2 * size.Neurons - size.Sizes[0]) * rows + 32 * size.Connections * (size.Threads + 1);
    }

    private static int[] Rows(InitialContext context)
    {
        int[] rows = context.Training.Rows.ToArray();
        int count = Math.Min(context.Recipe.SimilarityRows ?? MostRows, Math.Min(MostRows, rows.Length));
        Rng.For(context.Recipe.Seed, RandomPurpose.SimilarityRows).Shuffle<int>(rows);
        return [.. rows.Take(count).Order()];
    }

    private static void Load(InitialContext context, int[] rows, NeuronRows input)
    {
        var features = new float[context.Training.Data.Features];
        for (int s = 0; s < rows.Length; s++)
        {
            context.Training.Data.CopyRow(rows[s], features);
            for (int f = 0; f < features.Length; f++)
                input.Row(f)[s] = context.Scaler.Scale(features[f], f);
        }
    }

    /// <summary>Positions of the connections with the largest sensitivity, counted on from layer to layer; ties to the lower.</summary>
    private static IEnumerable<long> Best(ImplicitDenseNetwork dense, int[] sizes, int count, WorkerTeam team)
    {
        var shares = new BestCandidates[team.Workers];
        team.Run(worker =>
        {
            BestCandidates share = shares[worker] = new BestCandidates(count);
            var weights = new float[ImplicitDenseNetwork.BlockRows * sizes.Max()];
            var panel = new float[InnerProducts.Room(ImplicitDenseNetwork.BlockRows).Panel];
            long offset = 0;
            for (int l = 0; l < dense.Layers; l++)
            {
                for (int i = worker * ImplicitDenseNetwork.BlockRows; i < sizes[l + 1]; i += team.Workers * ImplicitDenseNetwork.BlockRows)
                    Score(share, dense, l, i, Math.Min(ImplicitDenseNetwork.BlockRows, sizes[l + 1] - i), offset + (long)i * sizes[l],
                        weights, panel);
                offset += (long)sizes[l] * sizes[l + 1];
            }
        });
        var best = new BestCandidates(count);
        foreach (BestCandidates share in shares) best.AddAll(share);
        return best.Best().ToArray().Select(candidate => candidate.Position);
    }

    private static void Score(BestCandidates best, ImplicitDenseNetwork dense, int layer, int first, int count, long position,
        float[] weights, float[] panel)
    {
        NeuronRows delta = dense.Deltas(layer), input = dense.Inputs(layer);
        dense.Draw(layer, first, count, weights);
        Span<float> gradient = stackalloc float[ImplicitDenseNetwork.BlockRows * InnerProducts.Width];
        for (int j = 0; j < input.Neurons; j += InnerProducts.Width)
        {
            int columns = Math.Min(InnerProducts.Width, input.Neurons - j);
            int width = InnerProducts.Block(delta, first, count, input, j, columns, panel, gradient);
            for (int place = 0; place < count * columns; place++)
            {
                (int row, int column) = (place / columns, place % columns);
                int slot = row * input.Neurons + j + column;
                float score = MathF.Abs(weights[slot] * gradient[row * width + column]);
                if (!float.IsFinite(score)) throw new NotFiniteNumberException("a gradient of the dense network is not a finite number");
                if (score >= best.Threshold) best.Add(new Candidate(score, position + slot));
            }
        }
    }

    private static void KeepWeights(Network network, ImplicitDenseNetwork dense)
    {
        for (int l = 0; l < network.Layers.Count; l++)
        {
            SparseLayer layer = network.Layers[l];
            Span<float> kept = layer.OverwriteWeights();
            var weights = new float[layer.Inputs];
            for (int output = 0; output < layer.Outputs; output++)
            {
                ReadOnlySpan<int> inputs = layer.Connections.InputsOf(output);
                if (inputs.IsEmpty) continue;
                dense.Draw(l, output, weights);
                for (int i = 0; i < inputs.Length; i++)
                    kept[layer.Connections.RowOffsets[output] + i] = weights[inputs[i]];
            }
        }
    }
}
