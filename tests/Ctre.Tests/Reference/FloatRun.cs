using Ctre.Data;
using Ctre.Kernels.Dense;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Sparse;

namespace Ctre.Tests.Reference;

/// <summary>The real float path over all rows of a data set as one batch: what the reference network is compared with.</summary>
internal sealed class FloatRun : IDisposable
{
    private readonly Network network;
    private readonly Dataset data;
    private readonly int[] rows;

    public FloatRun(Network network, Dataset data, int threads = 1, float[]? classWeights = null)
    {
        this.network = network;
        this.data = data;
        rows = [.. Enumerable.Range(0, data.Rows)];
        Team = new WorkerTeam(threads);
        Scaler = new Scaler(ScalerKind.None, new float[data.Features], [.. Enumerable.Repeat(1f, data.Features)]);
        Workspace = new Workspace(network, Scaler, data.Rows, Team, classWeights: classWeights);
    }

    public WorkerTeam Team { get; }

    public Scaler Scaler { get; }

    public Workspace Workspace { get; }

    /// <summary>All rows.</summary>
    public Batch Batch => new(data, rows);

    /// <summary>Leaves logits in the workspace.</summary>
    public void Forward() => Workspace.Forward(Batch);

    /// <summary>Mean loss, in which all classes weigh the same.</summary>
    public double Loss() => Workspace.Evaluate(Batch) / data.Rows;

    /// <summary>Mean loss; leaves all gradients in the workspace.</summary>
    public double Backpropagate(Dropout? dropout = null) => Workspace.Train(Batch, dropout) / data.Rows;

    /// <summary>The probabilities, row after row <c>[classes × samples]</c>.</summary>
    public double[] Probabilities()
    {
        Workspace.Predict(Batch);
        return [.. Enumerable.Range(0, network.Classes).SelectMany(c => Row(Workspace.NeuronLayers - 1, c)).Select(p => (double)p)];
    }

    /// <summary>∂loss/∂w of a layer by slot.</summary>
    public float[] GradientsBySlot(int layer) => GradientsBySlot(network, Workspace, layer);

    /// <summary>∂loss/∂b of a layer.</summary>
    public float[] BiasGradients(int layer) => BiasGradients(Workspace, layer);

    /// <summary>∂loss/∂w of a layer by slot, as the last backward pass of a workspace left it.</summary>
    public static float[] GradientsBySlot(Network network, Workspace workspace, int layer)
    {
        Connections connections = network.Layers[layer].Connections;
        float[] sum = Sum(workspace, gradients => gradients.Weights[layer]);
        if (DenseKernels.Suits(connections)) return sum;
        var bySlot = new float[sum.Length];
        connections.ByInput.ToSlots(sum, bySlot, 0, sum.Length);
        return bySlot;
    }

    /// <summary>∂loss/∂b of a layer, as the last backward pass of a workspace left it.</summary>
    public static float[] BiasGradients(Workspace workspace, int layer) => Sum(workspace, gradients => gradients.Biases[layer]);

    private static float[] Sum(Workspace workspace, Func<Gradients, float[]> of)
    {
        float[] sum = [.. of(workspace.Accumulators[0])];
        foreach (Gradients other in workspace.Accumulators[1..])
            for (int i = 0; i < sum.Length; i++) sum[i] += of(other)[i];
        return sum;
    }

    private float[] Row(int level, int neuron)
    {
        var row = new float[data.Rows];
        Workspace.CopyRow(level, neuron, row);
        return row;
    }

    public void Dispose() => Team.Dispose();
}
