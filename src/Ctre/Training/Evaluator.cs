using Ctre.Data;
using Ctre.Layers;
using Ctre.Losses;

namespace Ctre.Training;

/// <summary>Runs a network over labeled rows, without dropout, and counts.</summary>
internal sealed class Evaluator(Workspace workspace, InputBatch batch)
{
    private readonly SoftmaxCrossEntropy softmax = new(workspace);

    /// <summary>Loss, accuracy and confusion over a slice.</summary>
    public Evaluation Evaluate(DataSlice slice)
    {
        int classes = slice.Data.Classes;
        var confusion = new int[classes * classes];
        var labels = new int[workspace.BatchCapacity];
        int[] rows = slice.Rows.ToArray();
        double loss = 0;
        for (int first = 0; first < rows.Length; first += workspace.BatchCapacity)
        {
            ReadOnlyMemory<int> part = rows.AsMemory(first, Math.Min(workspace.BatchCapacity, rows.Length - first));
            for (int s = 0; s < part.Length; s++) labels[s] = slice.Data.Labels[part.Span[s]];
            batch.Load(slice.Data, part);
            workspace.Forward();
            loss += softmax.Loss(labels.AsMemory(0, part.Length));
            for (int s = 0; s < part.Length; s++) confusion[labels[s] * classes + softmax.Predictions[s]]++;
        }

        return new Evaluation(loss, confusion, slice.Data.ClassNames);
    }

    /// <summary>Whether any of the first rows of a slice gets another answer than the others: none does once a layer's neurons have all died.</summary>
    public bool TellsApart(DataSlice slice)
    {
        batch.Load(slice.Data, slice.Rows.ToArray().AsMemory(0, Math.Min(slice.Count, workspace.BatchCapacity)));
        workspace.Forward();
        for (int c = 0; c < slice.Data.Classes; c++)
        {
            float first = workspace.Parts[0].Output.Row(c)[0];
            foreach (MicroBatch part in workspace.Parts)
                if (part.Output.Row(c)[..part.Samples].ContainsAnyExcept(first)) return true;
        }

        return false;
    }
}
