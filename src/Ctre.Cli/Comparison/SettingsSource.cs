namespace Ctre.Cli.Comparison;

/// <summary>Whose settings a comparison uses.</summary>
internal enum SettingsSource
{
    /// <summary>The user's: a preset and options, the same for every method.</summary>
    Own,

    /// <summary>The CTRE paper's, for every method.</summary>
    Paper,

    /// <summary>For each method those that suit it best, as <see cref="Tuning"/> found them.</summary>
    Tuned,
}
