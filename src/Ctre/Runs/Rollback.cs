namespace Ctre.Runs;

/// <summary>
/// A run that diverged was resumed from its last checkpoint with half the learning rate; if it diverged again before the next checkpoint,
/// from the same one with half of that, and so on.
/// </summary>
/// <param name="Where">Epoch, batch and layer in which it diverged, the last time.</param>
/// <param name="Epoch">The epoch of the checkpoint, from 1.</param>
/// <param name="Row">Rows of that epoch that were done there.</param>
/// <param name="LearningRate">The rate with which it continued.</param>
public sealed record Rollback(string Where, int Epoch, int Row, double LearningRate);
