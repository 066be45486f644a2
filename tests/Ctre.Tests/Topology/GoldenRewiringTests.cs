using Ctre.Sparse;
using Ctre.Tests.Golden;
using Ctre.Topology;
using Ctre.Topology.Papers;

namespace Ctre.Tests.Topology;

/// <summary>What the real similarity and the real policies do with the worked networks.</summary>
public sealed class GoldenRewiringTests
{
    [Theory]
    [MemberData(nameof(GoldenNetworks.Numbers), MemberType = typeof(GoldenNetworks))]
    public void Drops_and_growth_are_those_of_the_script(int number)
    {
        GoldenNetwork golden = GoldenNetworks.All[number];
        using var scene = new RewireScene(golden.ToNetwork(), golden.ToDataset());
        Similarity similarity = scene.Similarity();
        for (int l = 0; l < golden.Layers.Length; l++)
        {
            GoldenLayer layer = golden.Layers[l];
            RewireContext context = scene.Context(l, layer.Zeta, seed: 1);
            RewirePlan cte = new Cte(similarity).Plan(context), sim = new CtreSim(similarity).Plan(context), set = new Set().Plan(context);
            Assert.Equal(layer.DropSlots, cte.Drop);
            Assert.Equal(layer.DropSlots, sim.Drop);
            Assert.Equal(layer.DropSlots, set.Drop);
            Connection[] picks = GoldenLayer.Pairs(layer.GrowCte), keeps = GoldenLayer.Pairs(layer.CtreSimKeeps);
            Assert.Equal(picks.Order(), cte.Grow);
            Assert.Equal(keeps.Order(), sim.Grow.Intersect(keeps));
            Connection[] random = [.. sim.Grow.Except(keeps)];
            Assert.Equal(layer.CtreSimRandomCount, random.Length);
            Assert.Empty(random.Intersect(picks));
            Connection[] kept = [.. GoldenLayer.Pairs(layer.Connections).Where((_, slot) => !layer.DropSlots.Contains(slot))];
            Assert.Empty(sim.Grow.Intersect(kept));
        }
    }

    [Theory]
    [MemberData(nameof(GoldenNetworks.Numbers), MemberType = typeof(GoldenNetworks))]
    public void Gradients_and_their_growth_are_those_of_the_script(int number)
    {
        GoldenNetwork golden = GoldenNetworks.All[number];
        using var scene = new RewireScene(golden.ToNetwork(), golden.ToDataset());
        Gradient gradient = scene.Gradient();
        for (int l = 0; l < golden.Layers.Length; l++)
        {
            GoldenLayer layer = golden.Layers[l];
            var dense = new List<double>();
            for (int i = 0; i < golden.Sizes[l + 1]; i++)
                for (int j = 0; j < golden.Sizes[l]; j++)
                    dense.Add(gradient.Of(l, i, j));
            Close.To(layer.DenseGradient.SelectMany(g => g), dense, 1e-5, $"gradient of layer {l}");

            int k = layer.DropSlots.Length;
            RewirePlan plan = new Rigl(gradient).Plan(scene.Context(l, new DropGrowCounts(k, k), 1));
            Assert.Equal(layer.DropSlots, plan.Drop);
            Assert.Equal(GoldenLayer.Pairs(layer.GrowRigl).Order(), plan.Grow);
        }
    }

    [Theory]
    [MemberData(nameof(GoldenNetworks.Numbers), MemberType = typeof(GoldenNetworks))]
    public void Inner_products_of_the_unit_rows_are_the_cosines_of_the_script(int number)
    {
        GoldenNetwork golden = GoldenNetworks.All[number];
        using var scene = new RewireScene(golden.ToNetwork(), golden.ToDataset());
        ActivationRows similarity = scene.Activations();
        for (int l = 0; l < golden.Layers.Length; l++)
        {
            var cosines = new List<double>();
            for (int i = 0; i < golden.Sizes[l + 1]; i++)
                for (int j = 0; j < golden.Sizes[l]; j++)
                {
                    float[] b = similarity.Outputs(l).Row(i).ToArray(), a = similarity.Inputs(l).Row(j).ToArray();
                    cosines.Add(Math.Abs(b.Zip(a, (x, y) => (double)x * y).Sum()));
                }

            Close.To(golden.Layers[l].Similarity.SelectMany(c => c), cosines, 1e-6, $"cosines of layer {l}");
        }
    }
}
