using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// CTRE, sequential (Atashgahi et al., Machine Learning 2022): cosine exploration until the
/// validation accuracy has not risen for a number of epochs in a row, random exploration from then on, for good.
/// </summary>
internal sealed class CtreSeq(int switchPatience, Similarity? similarity = null) : GrowthMethod
{
    private readonly Cte cosine = new(similarity);
    private readonly Set random = new();
    private double best = double.NegativeInfinity;
    private int epochsWithoutRise;

    /// <summary>Whether the cosine phase is over.</summary>
    public bool Switched { get; private set; }

    public override IReadOnlyList<TopologySignal> Signals => Switched ? [] : cosine.Signals;

    public override double PlanningBytes => cosine.PlanningBytes;

    public override void Observe(double validationScore)
    {
        if (validationScore > best)
        {
            best = validationScore;
            epochsWithoutRise = 0;
        }
        else
        {
            epochsWithoutRise++;
        }

        Switched |= epochsWithoutRise >= switchPatience;
    }

    public override IReadOnlyList<double> State => [best, epochsWithoutRise, Switched ? 1 : 0];

    public override void Restore(IReadOnlyList<double> state)
    {
        // Before the first epoch is over there is no state.
        if (state.Count == 0) return;
        if (state is not [var score, >= 0 and <= int.MaxValue and var epochs, 0 or 1])
            throw new InputException("the checkpoint does not hold the state of ctre-seq.");
        (best, epochsWithoutRise, Switched) = (score, (int)epochs, state[2] == 1);
    }

    public override RewirePlan Plan(RewireContext context) => Switched ? random.Plan(context) : cosine.Plan(context);
}
