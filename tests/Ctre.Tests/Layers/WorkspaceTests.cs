using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Optimization;
using Ctre.Tests.Golden;
using Ctre.Tests.Kernels;
using Ctre.Tests.Reference;

namespace Ctre.Tests.Layers;

/// <summary>The float path of a step against the reference network, and against itself on other numbers of threads.</summary>
public sealed class WorkspaceTests
{
    /// <summary>Largest deviation from double precision, relative to the largest value of an array.</summary>
    private const double Tolerance = 5e-6;

    /// <summary>One part, two parts that one worker may take as one, two parts that none does, and more parts than accumulators.</summary>
    public static TheoryData<int> Batches => [1, 8, 31, 33, 64, 70, 100, 113, 300];

    [Theory]
    [MemberData(nameof(Batches))]
    public void Probabilities_loss_and_all_gradients_are_those_of_the_reference(int batch)
    {
        foreach (string kind in KernelShapes.ActivationNames)
        {
            foreach (double density in new[] { 0.15, 0.5, 1 })
            {
                Network network = Make.Net(batch, [11, 23, 18, 14, 5], density, kind);
                Dataset data = Make.Noise(batch + 1, batch, 11, 5);
                DenseReferenceNetwork reference = DenseReferenceNetwork.Of(network);
                double[,] input = Matrices.Of(data);
                using var run = new FloatRun(network, data);
                Close.To(Matrices.Flat(reference.Forward(input).A[^1]), run.Probabilities(), Tolerance, $"{kind} probabilities");
                Close.To(reference.Loss(input, data.Labels.ToArray()), run.Backpropagate(), Tolerance, $"{kind} losses");
                (double[][,] weights, double[][] bias) = reference.Gradients(input, data.Labels.ToArray());
                for (int l = 0; l < reference.Depth; l++)
                {
                    Close.To(reference.BySlot(l, weights[l]), run.GradientsBySlot(l), Tolerance, $"{kind} gradients of layer {l}");
                    Close.To(bias[l], run.BiasGradients(l), Tolerance, $"{kind} bias gradients of layer {l}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void The_number_of_threads_changes_no_bit(int batch)
    {
        foreach ((double density, string kind) in new[] { (0.3, "tanh"), (0.3, "relu"), (1, "tanh") })
        {
            Network network = Make.Net(3, [70, 90, 80, 6], density, kind);
            Dataset data = Make.Noise(4, batch, 70, 6);
            using var alone = new FloatRun(network, data);
            double loss = alone.Backpropagate();
            foreach (int threads in new[] { 2, 3, 5 })
            {
                using var run = new FloatRun(network, data, threads);
                Assert.Equal(loss, run.Backpropagate());
                for (int l = 0; l < 3; l++)
                {
                    Bits.Same(alone.GradientsBySlot(l), run.GradientsBySlot(l));
                    Bits.Same(alone.BiasGradients(l), run.BiasGradients(l));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(GoldenNetworks.Numbers), MemberType = typeof(GoldenNetworks))]
    public void Golden_networks_through_the_real_path(int number)
    {
        GoldenNetwork golden = GoldenNetworks.All[number];
        Network network = golden.ToNetwork();
        using var run = new FloatRun(network, golden.ToDataset());
        Close.To(golden.Probabilities.SelectMany(p => p), run.Probabilities(), Tolerance, "probabilities");
        var sgd = new NetworkOptimizer(network, new MomentumSgd(golden.Momentum, golden.Nesterov, golden.WeightDecay));
        for (int step = 0; step < 2; step++)
        {
            double loss = run.Backpropagate();
            for (int l = 0; step == 0 && l < golden.Layers.Length; l++)
            {
                Close.To(golden.Loss, loss, Tolerance, "losses");
                Close.To(golden.Layers[l].Gradient, run.GradientsBySlot(l), Tolerance, "gradients");
                Close.To(golden.Layers[l].BiasGradient, run.BiasGradients(l), Tolerance, "bias gradients");
            }

            sgd.Step(run.Workspace, golden.LearningRate);
        }

        for (int l = 0; l < golden.Layers.Length; l++)
        {
            Close.To(golden.Layers[l].WeightsAfterTwoSteps, network.Layers[l].Weights, Tolerance, "weights");
            Close.To(golden.Layers[l].BiasAfterTwoSteps, network.Layers[l].Bias, Tolerance, "biases");
        }
    }

    [Fact]
    public void What_an_earlier_larger_batch_left_does_not_show()
    {
        Network network = Make.Net(5, [6, 12, 3], 0.6);
        Dataset large = Make.Noise(6, 40, 6, 3), small = Make.Noise(7, 5, 6, 3);
        using var team = new WorkerTeam(1);
        var workspace = new Workspace(network, Scaler.Fit(ScalerKind.None, DataSlice.All(large)), 40, team);
        Run(large);
        Run(small);
        using var fresh = new FloatRun(network, small);
        fresh.Backpropagate();
        for (int l = 0; l < 2; l++)
        {
            Bits.Same(fresh.GradientsBySlot(l), FloatRun.GradientsBySlot(network, workspace, l));
            Bits.Same(fresh.BiasGradients(l), FloatRun.BiasGradients(workspace, l));
        }

        void Run(Dataset data) => workspace.Train(new Batch(data, Enumerable.Range(0, data.Rows).ToArray()));
    }
}
