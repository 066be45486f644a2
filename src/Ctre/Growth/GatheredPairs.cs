using Ctre.Kernels;
using Ctre.Sparse;

namespace Ctre.Growth;

/// <summary>The scores of a few outputs with a few inputs anywhere in a layer, gathered and multiplied.</summary>
internal sealed class GatheredPairs
{
    private readonly NeuronRows left;
    private readonly NeuronRows right;
    private readonly float[] panel;
    private readonly float[] scores;
    private int[] outputs = [];
    private int[] inputs = [];
    private int width;

    /// <summary>Makes room.</summary>
    /// <param name="samples">Numbers in a row.</param>
    /// <param name="most">The most outputs, and the most inputs.</param>
    public GatheredPairs(int samples, int most)
    {
        (left, right) = (new NeuronRows(most, samples), new NeuronRows(most, samples));
        (int panelRoom, int scoreRoom) = InnerProducts.Room(most);
        (panel, scores) = (new float[panelRoom], new float[scoreRoom]);
    }

    /// <summary>Scores all pairs of the given neurons, in rising order each.</summary>
    public void Score(NeuronRows outputRows, int[] someOutputs, NeuronRows inputRows, int[] someInputs)
    {
        (outputs, inputs) = (someOutputs, someInputs);
        for (int i = 0; i < outputs.Length; i++) outputRows.Row(outputs[i]).CopyTo(left.Row(i));
        for (int j = 0; j < inputs.Length; j++) inputRows.Row(inputs[j]).CopyTo(right.Row(j));
        width = InnerProducts.Block(left, 0, outputs.Length, right, 0, inputs.Length, panel, scores);
    }

    /// <summary>Offers the pairs that hold no connection.</summary>
    /// <param name="connections">The layer's connections.</param>
    /// <param name="free">By slot: whether the connection counts as absent.</param>
    /// <param name="isNew">Whether a pair may count, by output and input; asked only of what may be among the best.</param>
    /// <param name="best">Collects the best.</param>
    public void Offer(Connections connections, bool[] free, Func<int, int, bool> isNew, BestCandidates best)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            ReadOnlySpan<int> present = connections.InputsOf(outputs[i]);
            for (int j = 0; j < inputs.Length; j++)
            {
                float score = MathF.Abs(scores[i * width + j]);
                if (!(score >= best.Threshold)) continue;
                int slot = present.BinarySearch(inputs[j]);
                if (slot >= 0 && !free[connections.RowOffsets[outputs[i]] + slot]) continue;
                if (isNew(outputs[i], inputs[j]))
                    best.Add(new Candidate(score, new Connection(outputs[i], inputs[j]).Position(connections.Inputs)));
            }
        }
    }
}
