namespace Ctre.Benchmarking;

/// <summary>How long to measure: the more rounds, the likelier it is that one of them was not disturbed.</summary>
/// <param name="SecondsPerRound">A round repeats a piece of work for about so long, and once at least.</param>
/// <param name="Seconds">All rounds of a piece of work last about so long, if <see cref="LeastRounds"/> are done by then.</param>
internal sealed record TimingBudget(double SecondsPerRound, double Seconds)
{
    /// <summary>Rounds of each piece of work, however long they last.</summary>
    public const int LeastRounds = 3;

    /// <summary>When to stop in any case, after the first round; null for never.</summary>
    internal Deadline? Deadline { get; init; }

    /// <summary>Whether to stop.</summary>
    internal bool IsOver => Deadline is { IsOver: true };
}
