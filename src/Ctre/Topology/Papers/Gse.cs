using Ctre.Growth;
using Ctre.Kernels;
using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// GSE, guided stochastic exploration (Heddes, Srinivasa, Givargis and Nicolau, arXiv 2401.06898, Algorithm 1, uniform): the
/// weakest connections leave; of as many random absent places as there are connections (γ = 1) those with the largest
/// |gradient| come, at weight 0. What was just dropped does not return. The time follows the number of connections, not of
/// places.
/// </summary>
internal sealed class Gse : GrowthMethod
{
    public override bool UsesGradient => true;

    public override bool GrowsAtZero => true;

    public override bool DroppedMayReturn => false;

    public override RewirePlan Plan(RewireContext context)
    {
        Connections connections = context.Layer.Connections;
        int[] drop = Drop.SmallestMagnitude(context.Layer.Weights, context.Counts.Drop);
        int explored = (int)Math.Min(connections.Count, connections.Absent);
        long[] present = [.. connections.Enumerate().Select(connection => connection.Position(connections.Inputs))];
        Connection[] places = Grow.AtRandom(context, present, explored);
        return new RewirePlan(drop, Steepest(context, places));
    }

    /// <summary>Of some places those with the largest |gradient|, rising.</summary>
    private static Connection[] Steepest(RewireContext context, Connection[] places)
    {
        GradientRows gradient = context.Gradient ?? throw new InvalidOperationException("The policy did not ask for gradients.");
        (NeuronRows deltas, NeuronRows inputs) = (gradient.Deltas(context.Index), gradient.Inputs(context.Index));
        var scored = new Candidate[places.Length];
        context.Team.Run(worker =>
        {
            (int begin, int end) = Partition.Even(places.Length, worker, context.Team.Workers);
            for (int p = begin; p < end; p++)
            {
                float score = MathF.Abs(InnerProducts.One(deltas, places[p].Output, inputs, places[p].Input));
                scored[p] = new Candidate(score, places[p].Position(inputs.Neurons));
            }
        });
        Array.Sort(scored);
        return Grow.ToConnections(scored.Take(context.Counts.Grow).Select(candidate => candidate.Position), inputs.Neurons);
    }
}
