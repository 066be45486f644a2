using System.CommandLine;

namespace Ctre.Cli;

/// <summary>How many threads work; no result depends on it.</summary>
internal sealed class ThreadOption
{
    // By default few: the steps of an extremely sparse network are too short to be worth dividing among many.
    private const int Most = 1024, MostByDefault = 8;

    private readonly Option<string> option = new("--threads")
    {
        Description = $"number of threads, no result depends on it; 1 to {Most}. Default: one per processor, {MostByDefault} at most.",
        HelpName = "n",
    };

    public void AddTo(Command command) => command.Add(option);

    /// <exception cref="InputException">The number is not allowed.</exception>
    public int Read(ParseResult parse)
    {
        if (parse.GetValue(option) is not { } text) return Math.Clamp(Environment.ProcessorCount, 1, MostByDefault);
        return int.TryParse(text, out int threads) && threads is >= 1 and <= Most
            ? threads
            : throw new InputException($"--threads {text}: must be a whole number, 1 to {Most}.");
    }
}
