using Ctre.Data;
using Ctre.Kernels;

namespace Ctre.Layers;

/// <summary>
/// Brings rows of a data set into a workspace: scales them and turns them from row-major into feature-major, on the fly, so
/// that no scaled copy of the data is ever kept.
/// </summary>
internal sealed class InputBatch
{
    private const int FeaturesAtOnce = 16;

    private readonly Workspace workspace;
    private readonly Scaler scaler;
    private readonly Action<int> load;
    private Dataset? data;
    private ReadOnlyMemory<int> rows;

    public InputBatch(Workspace workspace, Scaler scaler)
    {
        this.workspace = workspace;
        this.scaler = scaler;
        load = LoadShare;
    }

    /// <summary>Loads the given rows as the workspace's batch; the padding becomes 0.</summary>
    /// <param name="source">The data set.</param>
    /// <param name="batchRows">Row numbers, at most the workspace's batch capacity.</param>
    public void Load(Dataset source, ReadOnlyMemory<int> batchRows)
    {
        data = source;
        rows = batchRows;
        workspace.Batch = batchRows.Length;
        workspace.Team.Run(load, 2L * source.Features * batchRows.Length);
    }

    private void LoadShare(int worker)
    {
        Signal input = workspace.Signals[0];
        ReadOnlySpan<int> batch = rows.Span;
        Dataset source = data!;
        int groups = (source.Features + FeaturesAtOnce - 1) / FeaturesAtOnce;
        (int begin, int end) = Partition.Even(groups, worker, workspace.Team.Workers);
        for (int group = begin; group < end; group++)
        {
            int first = group * FeaturesAtOnce, count = Math.Min(FeaturesAtOnce, source.Features - first);
            ReadOnlySpan<float> offset = scaler.Offset.Slice(first, count), factor = scaler.Factor.Slice(first, count);
            Span<float> target = input.Values.AsSpan(first * input.Stride);
            for (int sample = 0; sample < batch.Length; sample++)
            {
                ReadOnlySpan<float> features = source.Row(batch[sample]).Slice(first, count);
                for (int f = 0; f < features.Length; f++)
                    target[f * input.Stride + sample] = Scaler.Scale(features[f], offset[f], factor[f]);
            }

            for (int f = 0; f < count; f++) target.Slice(f * input.Stride + batch.Length, workspace.PaddedBatch - batch.Length).Clear();
        }
    }
}
