using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;

namespace Ctre.Analysis;

/// <summary>Counts the neurons that react to the inputs: their output is not the same for all rows.</summary>
internal static class LiveNeurons
{
    private const int MostRows = 256, LeastRows = 16, MostValues = 1 << 22, MostConnections = 5_000_000;

    /// <summary>
    /// The number of live neurons of each layer, on up to 256 rows; nothing for networks of more than 5 million connections.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="preprocessing">What happens to raw rows.</param>
    /// <param name="raw">Raw rows, at least one.</param>
    public static IReadOnlyList<int> Of(Network network, Preprocessing preprocessing, DataSlice raw)
    {
        if (network.Connections > MostConnections) return [];
        int count = Math.Min(raw.Count, Math.Clamp(MostValues / raw.Data.Features, LeastRows, MostRows));
        if (count < 2) return [];
        int[] rows = [.. Enumerable.Range(0, count).Select(i => raw.Rows[(int)((long)i * raw.Count / count)])];
        Dataset sample = raw.Data;
        // Only the rows that are looked at are encoded.
        if (preprocessing.Columns.Any(column => column.Categories is not null))
            (sample, rows) = (preprocessing.Encode(sample.Select(rows)), [.. Enumerable.Range(0, count)]);
        using var team = new WorkerTeam(1);
        var workspace = new Workspace(network, preprocessing.Scaler, count, team, sample.StaysCompressed(preprocessing.Scaler));
        workspace.Forward(new Batch(sample, rows));
        var values = new float[workspace.BatchCapacity];
        var live = new int[network.Layers.Count];
        for (int l = 0; l < live.Length; l++)
        {
            for (int neuron = 0; neuron < network.Layers[l].Outputs; neuron++)
            {
                workspace.CopyRow(l + 1, neuron, values);
                if (values.AsSpan(0, count).ContainsAnyExcept(values[0])) live[l]++;
            }
        }

        return live;
    }
}
