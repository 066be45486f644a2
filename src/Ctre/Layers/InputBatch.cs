using Ctre.Data;

namespace Ctre.Layers;

/// <summary>
/// Brings rows of a data set into a workspace: scales them and turns them from row-major into feature-major, on the fly, so
/// that no scaled copy of the data is ever kept.
/// </summary>
internal sealed class InputBatch
{
    private readonly Workspace workspace;
    private readonly Scaler scaler;
    private readonly Action<MicroBatch> load;
    private Dataset? data;
    private ReadOnlyMemory<int> rows;

    public InputBatch(Workspace workspace, Scaler scaler)
    {
        this.workspace = workspace;
        this.scaler = scaler;
        load = Load;
    }

    /// <summary>Loads the given rows as the workspace's batch; the padding becomes 0.</summary>
    /// <param name="source">The data set.</param>
    /// <param name="batchRows">Row numbers, at most the workspace's batch capacity.</param>
    public void Load(Dataset source, ReadOnlyMemory<int> batchRows)
    {
        Begin(source, batchRows);
        workspace.Run(load);
    }

    /// <summary>Makes the given rows the workspace's batch; their parts are then to be loaded.</summary>
    public void Begin(Dataset source, ReadOnlyMemory<int> batchRows)
    {
        data = source;
        rows = batchRows;
        workspace.Batch = batchRows.Length;
    }

    /// <summary>Loads one part of the batch.</summary>
    public void Load(MicroBatch part)
    {
        ReadOnlySpan<int> some = rows.Span.Slice(part.First, part.Samples);
        if (part.SparseInput is { } input) SparseInputLoader.Load(data!, some, scaler, input);
        else if (data!.Sparse is { } sparse) SparseInputLoader.Load(sparse, some, scaler, part.Signals[0]);
        else DenseInputLoader.Load(data, some, scaler, part.Signals[0]);
    }
}
