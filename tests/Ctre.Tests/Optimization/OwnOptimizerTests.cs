using Ctre.Data;
using Ctre.Layers;
using Ctre.Optimization;
using Ctre.Runs;
using Ctre.Tests.Models;
using Ctre.Tests.Reference;
using Ctre.Training;

namespace Ctre.Tests.Optimization;

/// <summary>A kind of optimizer that is in no table: its rule and one row is all there is.</summary>
public sealed class OwnOptimizerTests
{
    private static readonly OptimizerKind Lion = new("lion", "signs of momentum", 0.003, _ => new SignOfMomentum());
    private static readonly DataSplit Split = Make.Split(Make.Clusters(1, 150, 8, 3));
    private static readonly Recipe Recipe = new() { Hidden = [20], Density = 0.5, Epochs = 40, Optimizer = "lion", BatchSize = 20 };

    [Fact]
    public void It_trains_saves_and_resumes()
    {
        using var file = new TemporaryFile();
        var options = new TrainingOptions { Optimizer = Lion, CheckpointPath = file.Path, CheckpointEvery = 15 };
        TrainingResult result = TrainingRun.Begin(Split, Recipe, options).Train();
        Assert.InRange(result.Epochs[^1].Loss, 0, result.Epochs[0].Loss / 2);
        Assert.Equal(("lion", 0.003), (result.Recipe.Optimizer, result.Recipe.LearningRate));
        Assert.Equal(result.LastNetwork.Digest(), TrainingRun.Resume(file.Path, Split, options).Train().LastNetwork.Digest());
        Assert.Contains(
            "there is no optimizer 'lion' in this build: use sgd or adam",
            Assert.Throws<InputException>(() => TrainingRun.Begin(Split, Recipe).Train()).Message);
    }

    /// <summary>
    /// After one step of pure momentum the state is the gradient: by slot, whether a layer is run connection by connection or densely.
    /// </summary>
    [Theory]
    [InlineData(0.4)]
    [InlineData(1)]
    public void What_it_remembers_is_saved_by_slot(double density)
    {
        Network network = Make.Net(3, [8, 50, 40, 3], density);
        using var run = new FloatRun(network, Split.Training.Data);
        run.Backpropagate();
        float[][] gradients = [.. Enumerable.Range(0, 3).Select(run.GradientsBySlot)];
        var optimizer = new NetworkOptimizer(network, new MomentumSgd(0.9, nesterov: true, weightDecay: 0));
        optimizer.Step(run.Workspace, 0.1);
        OptimizerState state = optimizer.State;
        for (int l = 0; l < 3; l++) Bits.Same(gradients[l], Assert.Single(state.Weights[l]));

        var other = new NetworkOptimizer(network, new MomentumSgd(0.9, nesterov: true, weightDecay: 0));
        other.Restore(state, stepsDone: 1);
        for (int l = 0; l < 3; l++) Bits.Same(gradients[l], Assert.Single(other.WeightStates(l)));
    }

    private sealed class SignOfMomentum : Optimizer
    {
        private float rate;

        public override int States => 1;

        public override void Prepare(long steps, float learningRate) => rate = learningRate;

        public override void Update(in ParameterBlock parameters)
        {
            Span<float> momentum = parameters.State(0);
            for (int i = 0; i < parameters.Values.Length; i++)
            {
                momentum[i] = 0.9f * momentum[i] + 0.1f * parameters.Gradient[i];
                parameters.Values[i] -= rate * Math.Sign(momentum[i]);
            }
        }
    }
}
