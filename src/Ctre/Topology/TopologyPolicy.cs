using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Topology;

/// <summary>
/// How a method changes the topology while it trains: after an epoch it proposes, for each layer, what leaves and what comes.
/// It never changes anything itself; <see cref="SparseLayer.Rewire"/> does.
/// </summary>
internal abstract class TopologyPolicy
{
    /// <summary>Whether the next plan needs the cosine similarity of activations.</summary>
    public virtual bool UsesSimilarity => false;

    /// <summary>Learns the validation accuracy of the epoch that just ended, before it is asked for plans.</summary>
    public virtual void Observe(double validationAccuracy) { }

    /// <summary>Proposes the rewiring of one layer that is not fully dense.</summary>
    public abstract RewirePlan Plan(RewireContext context);
}

/// <summary>What a policy may look at when it plans the rewiring of one layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Index">The layer's number, from 0.</param>
/// <param name="DropFraction">ζ of this round, in [0, 1].</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Round">The epoch that just ended, from 1; negative for a round before the first epoch.</param>
/// <param name="Similarity">Activations to compare, if the policy asked for them.</param>
/// <param name="Team">The workers.</param>
/// <param name="Cancel">Stops what takes long.</param>
internal sealed record RewireContext(
    SparseLayer Layer, int Index, double DropFraction, long Seed, int Round, Similarity? Similarity, WorkerTeam Team,
    CancellationToken Cancel = default)
{
    /// <summary>k = trunc(ζ · connections), the number of connections to replace.</summary>
    public int Replacements => (int)(DropFraction * Layer.Connections.Count);
}
