using Ctre.Cli.Rendering;
using Ctre.Data;
using Ctre.Models;
using Ctre.Training;

namespace Ctre.Cli.Runs;

/// <summary>
/// Trains, saving checkpoints in the run folder. A run that diverges goes back to the last one, with half the learning rate, if it is
/// allowed to; from one checkpoint as often as it takes to get past it, and to at most three different ones.
/// </summary>
internal sealed class TrainingRun(DataSplit split, int threads, RunFolder folder, Terminal terminal)
{
    private const int MostRollbacks = 3;
    private const double LeastRate = 1e-9;

    /// <summary>What the run remembers of how it was begun.</summary>
    public required RunOrigin Begun { get; set; }

    /// <summary>Where to go on; null to begin.</summary>
    public Checkpoint? From { get; init; }

    /// <summary>Epochs from one checkpoint to the next; null for the usual number, or more where epochs are very short.</summary>
    public int? CheckpointEvery { get; init; }

    /// <summary>Whether a run that diverges goes back instead of ending; numbers that are finite and worthless are divergence then as well.</summary>
    public bool MayRollBack { get; init; }

    /// <summary>Called with each trainer before it trains: a run that goes back makes another.</summary>
    public Action<Trainer> Prepared { get; init; } = _ => { };

    /// <summary>Trains to the end.</summary>
    /// <param name="train">Runs a trainer with checkpoints: with a progress bar or without.</param>
    /// <exception cref="DivergedException">It diverged, also with lower rates if it was allowed to go back.</exception>
    public TrainingResult Train(Func<Trainer, CheckpointPlan, TrainingResult> train)
    {
        Checkpoint? from = From;
        Recipe recipe = from?.Recipe ?? Begun.Asked;
        while (true)
        {
            try
            {
                using var trainer = new Trainer(split, recipe, threads, from);
                Prepared(trainer);
                var plan = new CheckpointPlan(checkpoint => CheckpointFile.Save(checkpoint, folder.CheckpointPath, Begun.ToNotes()))
                {
                    LimitsOverhead = CheckpointEvery is null,
                    DetectsCollapse = MayRollBack,
                };
                return train(trainer, CheckpointEvery is { } every ? plan with { EveryEpochs = every } : plan);
            }
            catch (DivergedException exception) when (MayRollBack && recipe.LearningRate > LeastRate)
            {
                (from, _) = CheckpointFile.Load(folder.CheckpointPath);
                Rollback[] others = [.. Begun.Rollbacks.Where(one => (one.Epoch, one.Row) != (from.Epoch, from.RowsDone))];
                if (others.Length == MostRollbacks) throw;
                recipe = recipe with { LearningRate = recipe.LearningRate / 2 };
                Begun = Begun with { Rollbacks = [.. others, new Rollback(exception.Where, from.Epoch, from.RowsDone, recipe.LearningRate)] };
                terminal.Note($"diverged in {exception.Where}: back to the beginning of "
                    + $"{(from.RowsDone == 0 ? "" : "what is left of ")}epoch {from.Epoch}, with the learning rate {recipe.LearningRate}");
            }
        }
    }
}
