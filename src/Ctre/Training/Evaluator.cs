using Ctre.Data;
using Ctre.Layers;

namespace Ctre.Training;

/// <summary>Runs a network over labeled rows, without dropout, and counts.</summary>
internal static class Evaluator
{
    /// <summary>Loss, accuracy and confusion over a slice.</summary>
    public static Evaluation Evaluate(Workspace workspace, DataSlice slice)
    {
        int classes = slice.Data.Classes;
        var confusion = new int[classes * classes];
        double loss = 0;
        foreach (Batch batch in RowBatches.Of(slice, workspace.BatchCapacity))
        {
            loss += workspace.Evaluate(batch);
            for (int s = 0; s < batch.Count; s++) confusion[workspace.Labels[s] * classes + workspace.Predictions[s]]++;
        }

        return new Evaluation(loss, confusion, slice.Data.ClassNames);
    }

    /// <summary>Whether all of the first rows of a slice get the same outputs, as they do once a layer's neurons have all died.</summary>
    public static bool IsCollapsed(Workspace workspace, DataSlice slice)
    {
        workspace.Forward(new Batch(slice.Data, slice.Memory[..Math.Min(slice.Count, workspace.BatchCapacity)]));
        for (int c = 0; c < slice.Data.Classes; c++)
        {
            float first = workspace.MicroBatches[0].Output.Row(c)[0];
            foreach (MicroBatch part in workspace.MicroBatches)
                if (part.Output.Row(c)[..part.Samples].ContainsAnyExcept(first)) return false;
        }

        return true;
    }
}
