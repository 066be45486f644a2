using Ctre.Layers;

namespace Ctre.Training;

/// <summary>The state of a run between two of its steps: what the loop has counted so far, and the best epoch.</summary>
/// <param name="history">The epochs that are over.</param>
internal sealed class TrainingState(EpochHistory history)
{
    /// <summary>The epochs that are over.</summary>
    public EpochHistory History => history;

    /// <summary>The current epoch, from 1; one more than the last when all are done.</summary>
    public int Epoch => history.Totals.Epochs + 1;

    /// <summary>Training rows of this epoch that are done; all of them while it is evaluated.</summary>
    public int Row { get; set; }

    /// <summary>The loss summed over the rows of this epoch that are done.</summary>
    public double LossSum { get; set; }

    /// <summary>How many of them were predicted right.</summary>
    public int Right { get; set; }

    /// <summary>Whether the rewiring before the first epoch is done.</summary>
    public bool IsBegun { get; set; }

    /// <summary>The network of the best epoch; null before there is one.</summary>
    public Network? Best { get; set; }

    /// <summary>The report of the best epoch; null before there is one.</summary>
    public EpochReport? BestReport { get; set; }

    /// <summary>The test rows under the best network; null before there is one, and where a run is resumed from a file.</summary>
    public Evaluation? BestTest { get; set; }

    /// <summary>Ends the current epoch.</summary>
    public void NextEpoch(EpochReport report)
    {
        history.Add(report);
        (Row, LossSum, Right) = (0, 0, 0);
    }
}
