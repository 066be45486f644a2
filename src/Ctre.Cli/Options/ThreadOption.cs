using System.CommandLine;

namespace Ctre.Cli.Options;

/// <summary>How many threads work; no result but a speed depends on it.</summary>
internal sealed class ThreadOption
{
    // By default few: the steps of an extremely sparse network are too short to be worth dividing among many.
    private const int Most = 1024, FewByDefault = 8;

    private readonly int mostByDefault;
    private readonly Option<string> option;

    /// <param name="mostByDefault">The largest default; null for as many as there are processors.</param>
    public ThreadOption(int? mostByDefault = FewByDefault)
    {
        this.mostByDefault = mostByDefault ?? Most;
        string cap = mostByDefault is { } few ? $", {few} at most" : "";
        string promise = mostByDefault is null ? "" : ", no result depends on it";
        option = new("--threads")
        {
            Description = $"number of threads{promise}; 1 to {Most}. Default: one per processor{cap}.",
            HelpName = "n",
        };
    }

    public void AddTo(Command command) => command.Add(option);

    /// <exception cref="InputException">The number is not allowed.</exception>
    public int Read(ParseResult parse)
    {
        if (parse.GetValue(option) is not { } text) return Math.Clamp(Environment.ProcessorCount, 1, mostByDefault);
        return int.TryParse(text, out int threads) && threads is >= 1 and <= Most
            ? threads
            : throw new InputException($"--threads {text}: must be an integer, 1 to {Most}.");
    }
}
