using System.CommandLine;

namespace Ctre.Cli.Options;

/// <summary>The number of threads; it changes speed, never results.</summary>
internal sealed class ThreadOption
{
    // By default few: the steps of an extremely sparse network are too short to be worth dividing among many.
    private const int Most = 1024, FewByDefault = 8;

    private readonly int mostByDefault;

    /// <param name="mostByDefault">The largest default; null for as many as there are processors.</param>
    public ThreadOption(int? mostByDefault = FewByDefault)
    {
        this.mostByDefault = mostByDefault ?? Most;
        string cap = mostByDefault is { } few ? $", {few} at most" : "";
        string promise = mostByDefault is null ? "" : ", no result depends on it";
        Option = new("--threads", $"number of threads{promise}", new Interval(1, Most), $"Default: one per processor{cap}.");
    }

    /// <summary>The option on the command line.</summary>
    public IntegerOption Option { get; }

    public void AddTo(Command command) => command.Add(Option);

    /// <exception cref="InputException">The number is not allowed.</exception>
    public int Read(ParseResult parse) => Option.Read(parse) ?? Math.Clamp(Environment.ProcessorCount, 1, mostByDefault);
}
