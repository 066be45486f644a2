using Ctre.Data;
using Ctre.Layers;
using Ctre.Optimization;
using Ctre.Sparse;
using Ctre.Topology;

namespace Ctre.Training;

/// <summary>
/// The topology's side of training: when the policy is asked, what it may look at, and how its plans are carried out, with
/// the optimizer's state carried along.
/// </summary>
internal sealed class Rewiring(
    Recipe recipe, Network network, DataSlice training, Workspace workspace, InputBatch batch, Optimizer optimizer)
{
    private readonly TopologyPolicy policy = Methods.Find(recipe.Method)!.Policy(recipe);
    private Similarity? similarity;

    /// <summary>
    /// Rewires the silent network before it learns, with weights and ζ as in the paper, so that only the data's own
    /// correlations speak; then draws the weights that will learn. For methods that grow by similarity.
    /// </summary>
    /// <param name="cancel">Stops the rounds; the network is then of no use.</param>
    public void BeforeTraining(CancellationToken cancel)
    {
        if (!policy.UsesSimilarity || recipe.WiringRounds == 0) return;
        Recipe paper = Recipe.CtrePaper;
        Redraw(paper.WeightInit);
        for (int round = 1; round <= recipe.WiringRounds; round++) Rewire(-round, paper.Zeta, paper.GrowInit, cancel);
        Redraw(recipe.WeightInit);
    }

    /// <summary>Lets the policy learn the validation accuracy and, when it is time, rewires all layers.</summary>
    /// <param name="epoch">The epoch that just ended, from 1.</param>
    /// <param name="validationAccuracy">Its validation accuracy.</param>
    /// <param name="cancel">Stops the rewiring; the network is then of no use.</param>
    /// <returns>ζ, 0 if nothing was rewired, and the number of new connections of each layer.</returns>
    public (double Zeta, int[] Replaced) AfterEpoch(int epoch, double validationAccuracy, CancellationToken cancel)
    {
        policy.Observe(validationAccuracy);
        double zeta = DropFraction(epoch);
        return (zeta, zeta > 0 ? Rewire(epoch, zeta, recipe.GrowInit, cancel) : new int[network.Layers.Count]);
    }

    /// <summary>ζ after an epoch; 0 where the topology stays: off beat, past its end, or after the last epoch.</summary>
    private double DropFraction(int epoch)
    {
        double end = recipe.UpdateUntil * recipe.Epochs;
        bool due = epoch < recipe.Epochs && epoch <= end && epoch % recipe.UpdateEvery == 0;
        return due ? Schedule.At(recipe.ZetaSchedule, recipe.Zeta, epoch / end) : 0;
    }

    private int[] Rewire(int round, double zeta, GrowInitKind growInit, CancellationToken cancel)
    {
        if (policy.UsesSimilarity)
        {
            int[] rows = SimilarityRows(round);
            similarity ??= new Similarity(workspace, batch, rows.Length);
            similarity.Update(training.Data, rows, cancel);
        }

        var replaced = new int[network.Layers.Count];
        for (int l = 0; l < network.Layers.Count; l++)
        {
            SparseLayer layer = network.Layers[l];
            if (layer.Connections.Count == layer.Connections.Places) continue;
            cancel.ThrowIfCancellationRequested();
            RewirePlan plan = policy.Plan(new RewireContext(layer, l, zeta, recipe.Seed, round, similarity, workspace.Team, cancel));
            if (plan.IsEmpty) continue;
            SlotMap map = layer.Rewire(plan, WeightInit.Grown(layer.Connections, growInit, recipe.Seed, l, round));
            optimizer.Carry(l, map);
            replaced[l] = map.Grown;
        }

        return replaced;
    }

    private int[] SimilarityRows(int round)
    {
        int[] rows = training.Rows.ToArray();
        if (recipe.SimilarityRows is not { } count || count >= rows.Length) return rows;
        Rng.For(recipe.Seed, RandomPurpose.SimilarityRows, step: round).Shuffle<int>(rows);
        return [.. rows.Take(count).Order()];
    }

    private void Redraw(WeightInitKind kind)
    {
        for (int l = 0; l < network.Layers.Count; l++) WeightInit.Redraw(network.Layers[l], kind, recipe.Seed, l);
    }
}
