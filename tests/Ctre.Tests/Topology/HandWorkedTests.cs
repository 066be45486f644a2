using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;
using Ctre.Topology;
using Ctre.Topology.Papers;

namespace Ctre.Tests.Topology;

/// <summary>
/// One layer small enough to do by hand. Four features over four rows: f0 = 1000, f1 = 1100, f2 = 0010, f3 = 1010. Three
/// linear neurons copy f0, f1 and f2, by weights 2, −1 and 0.5; two connections of weight 0 change nothing. |cos|, s = √½:
/// <code>
///          f0   f1   f2   f3
/// o0 = f0  [1]   s  (0)   s      [] strong connection, () weak connection
/// o1 = f1  (s)  [1]  0    ½
/// o2 = f2   0    0  [1]   s
/// </code>
/// </summary>
public sealed class HandWorkedTests : IDisposable
{
    private static readonly Connection Strong0 = new(0, 0), Strong1 = new(1, 1), Copy2 = new(2, 2);

    private readonly RewireScene scene = new(
        new Network(
            [
                new SparseLayer(new Connections(3, 4, [0, 2, 4, 5], [0, 2, 0, 1, 2]), [2, 0, 0, -1, 0.5f], new float[3]),
                new SparseLayer(new Connections(2, 3, [0, 1, 1], [0]), [1], new float[2]),
            ],
            Activations.Linear),
        new Dataset("hand", 4, [1, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0], [0, 0, 1, 1], ["a", "b"]));

    public void Dispose() => scene.Dispose();

    [Fact]
    public void Cte_grows_the_best_and_gives_ties_to_the_lower_pair()
    {
        RewirePlan plan = new Cte(scene.Similarity()).Plan(Context(0.4));
        Assert.Equal([1, 2], plan.Drop);
        Assert.Equal([new(0, 1), new(0, 3)], plan.Grow); // s, like (1, 0) and (2, 3)
    }

    [Fact]
    public void Cte_lets_a_dropped_connection_return_with_its_weight()
    {
        RewirePlan plan = new Cte(scene.Similarity()).Plan(Context(0.6));
        Assert.Equal([1, 2, 4], plan.Drop);
        Assert.Equal([new(0, 1), new(0, 3), Copy2], plan.Grow);
        scene.CarryOut(0, plan, _ => 9);
        Assert.Equal([2, 9, 9, -1, 0.5f], scene.Network.Layers[0].Weights.ToArray());
    }

    [Fact]
    public void Ctre_sim_replaces_a_dropped_pick_at_random_outside_the_kept_and_the_picks()
    {
        var random = new HashSet<Connection>();
        for (int seed = 0; seed < 200; seed++)
        {
            RewirePlan plan = new CtreSim(scene.Similarity()).Plan(Context(0.6, seed));
            Assert.Equal([1, 2, 4], plan.Drop);
            Assert.Equal(3, plan.Grow.Count);
            random.Add(Assert.Single(plan.Grow, c => c != new Connection(0, 1) && c != new Connection(0, 3)));
        }

        Connection[] allowed = [new(0, 2), new(1, 0), new(1, 2), new(1, 3), new(2, 0), new(2, 1), new(2, 3)];
        Assert.Equal(allowed, random.Order());
    }

    [Fact]
    public void Ctre_sim_is_cte_where_no_dropped_pair_is_picked() =>
        Assert.Equal(new Cte(scene.Similarity()).Plan(Context(0.4)).Grow, new CtreSim(scene.Similarity()).Plan(Context(0.4)).Grow);

    [Fact]
    public void Set_grows_anywhere_but_on_the_kept()
    {
        var random = new HashSet<Connection>();
        for (int seed = 0; seed < 200; seed++)
        {
            RewirePlan plan = new Set().Plan(Context(0.6, seed));
            Assert.Equal([1, 2, 4], plan.Drop);
            Assert.Equal(3, plan.Grow.Count);
            random.UnionWith(plan.Grow);
        }

        Connection[] places = [.. Enumerable.Range(0, 12).Select(p => Connection.At(p, 4))];
        Assert.Equal(places.Except([Strong0, Strong1]), random.Order());
    }

    [Fact]
    public void Static_changes_nothing() => Assert.True(new Static().Plan(Context(0.6)).IsEmpty);

    [Fact]
    public void Ctre_seq_is_cte_until_it_switches_and_set_from_then_on()
    {
        var policy = new CtreSeq(switchPatience: 3, scene.Similarity());
        foreach (double accuracy in new[] { 0.1, 0.2, 0.2, 0.3, 0.3, 0.3 }) Observe(accuracy, switched: false);
        Assert.Equal(new Cte(scene.Similarity()).Plan(Context(0.6)).Grow, policy.Plan(Context(0.6)).Grow);
        Observe(0.3, switched: true); // the third epoch in a row that is not above 0.3
        Observe(0.9, switched: true);
        Assert.Equal(new Set().Plan(Context(0.6)).Grow, policy.Plan(Context(0.6)).Grow);

        void Observe(double accuracy, bool switched)
        {
            policy.Observe(accuracy);
            Assert.Equal((switched, !switched), (policy.Switched, policy.Signals.Count > 0));
        }
    }

    /// <summary>
    /// Only o0 leads to a class: logits (2 f0, 0). δ of o0 by row, for the labels a a b b: (σ(2) − 1, −½, ½, ½) / 4. Its gradients:
    /// f0: −0.030, f1: −0.155, f2: 0.125, f3: 0.095; all others are 0.
    /// </summary>
    [Fact]
    public void Rigl_grows_the_steepest_absent_places_and_no_dropped_one()
    {
        Gradient gradient = scene.Gradient();
        double first = (1 / (1 + Math.Exp(-2)) - 1) / 4;
        float[] expected = [(float)first, (float)(first - 0.125), 0.125f, (float)(first + 0.125)];
        for (int f = 0; f < 4; f++)
            Assert.Equal(expected[f], gradient.Of(0, 0, f), 1e-6f);
        RewirePlan plan = new Rigl(gradient).Plan(scene.Context(0, new DropGrowCounts(2, 2), 0));
        Assert.Equal([1, 2], plan.Drop); // (0, 2), steeper than (0, 3), was just dropped
        Assert.Equal([new(0, 1), new(0, 3)], plan.Grow);
        Assert.Equal(new DropGrowCounts(3, 3), new Rigl(gradient).Counts(new RewireRound(scene.Network, 0.6))[0]);
    }

    /// <summary>Five of the seven absent places are looked at; (0, 1) is the steepest, then (0, 3), all others are flat.</summary>
    [Fact]
    public void Gse_grows_the_steepest_of_a_random_sample_of_absent_places()
    {
        Gradient gradient = scene.Gradient();
        var first = new Dictionary<Connection, int>();
        const int Seeds = 700;
        for (int seed = 0; seed < Seeds; seed++)
        {
            RewirePlan plan = new Gse(gradient).Plan(scene.Context(0, new DropGrowCounts(2, 1), seed));
            Assert.Equal([1, 2], plan.Drop);
            Connection grown = Assert.Single(plan.Grow);
            first[grown] = first.GetValueOrDefault(grown) + 1;
        }

        // (0, 1) is in the sample with probability 5/7; without it (0, 3) is with 5/6, and one of the two always is but for 1/21.
        Assert.InRange(first[new Connection(0, 1)], 0.66 * Seeds, 0.77 * Seeds);
        Assert.InRange(first[new Connection(0, 3)], 0.19 * Seeds, 0.29 * Seeds);
        Assert.InRange(Seeds - first[new Connection(0, 1)] - first[new Connection(0, 3)], 10, 0.09 * Seeds);
        Assert.Equal(
            [new(0, 1), new(0, 3), new(1, 2), new(1, 3), new(2, 0), new(2, 1), new(2, 3)],
            new Gse(gradient).Plan(scene.Context(0, new DropGrowCounts(2, 7), 0)).Grow.Concat(first.Keys).Distinct().Order());
    }

    [Fact]
    public void Too_small_a_share_replaces_nothing()
    {
        foreach (GrowthMethod policy in new GrowthMethod[] { new Cte(scene.Similarity()), new CtreSim(scene.Similarity()), new Set(),
            new CtreSeq(1, scene.Similarity()), new Static() })
            Assert.True(policy.Plan(Context(0.19)).IsEmpty); // trunc(0.95) = 0
    }

    private RewireContext Context(double zeta, long seed = 0) => scene.Context(0, zeta, seed);
}
