namespace Ctre.Optimization;

/// <summary>How a rate (learning rate η, drop fraction ζ) falls over a training run.</summary>
public enum ScheduleKind
{
    /// <summary>Always the initial value.</summary>
    Constant,

    /// <summary>Half a cosine from the initial value to 0.</summary>
    Cosine,

    /// <summary>A straight line from the initial value to 0.</summary>
    Linear,

    /// <summary>A tenth after half of the run, a hundredth after three quarters.</summary>
    Step,
}

/// <summary>The value of a schedule at a point of the run.</summary>
internal static class Schedule
{
    /// <summary>The value at <paramref name="progress"/>.</summary>
    /// <param name="kind">The shape.</param>
    /// <param name="initial">The value at the beginning.</param>
    /// <param name="progress">The share of the run that is over, in [0, 1].</param>
    public static double At(ScheduleKind kind, double initial, double progress) => kind switch
    {
        ScheduleKind.Constant => initial,
        ScheduleKind.Cosine => initial * (1 + Math.Cos(Math.PI * progress)) / 2,
        ScheduleKind.Linear => initial * (1 - progress),
        ScheduleKind.Step => progress < 0.5 ? initial : progress < 0.75 ? initial / 10 : initial / 100,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown schedule."),
    };
}
