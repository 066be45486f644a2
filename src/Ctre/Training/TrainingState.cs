using Ctre.Layers;

namespace Ctre.Training;

/// <summary>The state of a run between two of its steps: what the loop has counted so far, and the best epoch.</summary>
internal sealed class TrainingState
{
    /// <summary>The current epoch, from 1; one more than the recipe has when all are done.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>Training rows of this epoch that are done; all of them while it is evaluated.</summary>
    public int Row { get; set; }

    /// <summary>Steps of the whole run.</summary>
    public long Steps { get; set; }

    /// <summary>The loss summed over the rows of this epoch that are done.</summary>
    public double LossSum { get; set; }

    /// <summary>How many of them were predicted right.</summary>
    public int Right { get; set; }

    /// <summary>Whether the rewiring before the first epoch is done.</summary>
    public bool IsBegun { get; set; }

    /// <summary>One report per epoch that is over.</summary>
    public List<EpochReport> Reports { get; init; } = [];

    /// <summary>The network of the best epoch; null before there is one.</summary>
    public Network? Best { get; set; }

    /// <summary>The test rows under it; null before there is one, and where a run is resumed from a file.</summary>
    public Evaluation? BestTest { get; set; }

    /// <summary>The best epoch; 0 before there is one.</summary>
    public int BestEpoch { get; set; }

    /// <summary>What the best epoch is chosen by, as it was then.</summary>
    public double BestScore { get; set; }

    /// <summary>Ends the current epoch.</summary>
    public void NextEpoch(EpochReport report)
    {
        Reports.Add(report);
        (Epoch, Row, LossSum, Right) = (Epoch + 1, 0, 0, 0);
    }
}
