using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Optimization;

namespace Ctre.Tests.Reference;

/// <summary>The real float path over all rows of a data set as one batch: what the reference network is compared with.</summary>
internal sealed class FloatRun : IDisposable
{
    private readonly Network network;
    private readonly Dataset data;
    private readonly InputBatch batch;
    private readonly int[] rows;

    public FloatRun(Network network, Dataset data, int threads = 1)
    {
        this.network = network;
        this.data = data;
        rows = [.. Enumerable.Range(0, data.Rows)];
        Team = new WorkerTeam(threads);
        Workspace = new Workspace(network, data.Rows, Team);
        Softmax = new SoftmaxCrossEntropy(Workspace);
        var scaler = new Scaler(ScalerKind.None, new float[data.Features], [.. Enumerable.Repeat(1f, data.Features)]);
        batch = new InputBatch(Workspace, scaler);
    }

    public WorkerTeam Team { get; }

    public Workspace Workspace { get; }

    public SoftmaxCrossEntropy Softmax { get; }

    public InputBatch Batch => batch;

    /// <summary>Leaves logits in the workspace.</summary>
    public void Forward()
    {
        batch.Load(data, rows);
        Workspace.Forward();
    }

    /// <summary>Mean loss.</summary>
    public double Loss()
    {
        Forward();
        return Softmax.Loss(data.Labels.ToArray()) / data.Rows;
    }

    /// <summary>Mean loss; leaves all gradients in the workspace.</summary>
    public double Gradients()
    {
        Forward();
        double loss = Softmax.LossAndGradient(data.Labels.ToArray());
        Workspace.Backward();
        return loss / data.Rows;
    }

    /// <summary>The probabilities, row after row <c>[classes × samples]</c>.</summary>
    public double[] Probabilities()
    {
        Forward();
        Softmax.Probabilities();
        return [.. Enumerable.Range(0, network.Classes).SelectMany(c => Workspace.Output.Row(c)[..data.Rows].ToArray()).Select(p => (double)p)];
    }

    public void Dispose() => Team.Dispose();
}
