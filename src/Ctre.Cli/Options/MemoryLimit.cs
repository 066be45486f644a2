using System.CommandLine;
using Ctre.Analysis;
using static Ctre.Cli.Rendering.DisplayText;

namespace Ctre.Cli.Options;

/// <summary><c>--max-memory</c>: refuses data as soon as they don't fit, and runs before they begin.</summary>
internal sealed class MemoryLimit
{
    // So much is left to read even where less is allowed than the program takes: what a run needs is then said exactly.
    private const double DefaultShare = 0.8, Least = 1 << 20, LeastData = 4e6;

    // Two ways to take less that help with any data.
    private const string LessData = "leave columns of a table out (--ignore) or give fewer rows";

    private static readonly (string Word, double Bytes)[] Units =
    [
        ("kib", 1L << 10), ("mib", 1L << 20), ("gib", 1L << 30), ("tib", 1L << 40), ("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12),
        ("k", 1e3), ("m", 1e6), ("g", 1e9), ("t", 1e12), ("b", 1),
    ];

    private readonly Option<string> option = new("--max-memory")
    {
        Description = "refuse, as soon as it is known, what would take more memory: 2GB, 500MiB, 1.5g, or 80% of what the machine or its "
            + "container has. Default 80%.",
        HelpName = "size",
    };

    /// <summary>The option on the command line.</summary>
    public Option Option => option;

    public void AddTo(Command command) => command.Add(option);

    /// <summary>Bytes that may be taken.</summary>
    /// <exception cref="InputException">The size is invalid.</exception>
    public double Read(ParseResult parse)
    {
        if (parse.GetValue(option) is not { } text) return Math.Min(DefaultShare * MachineMemory.Bytes, MachineMemory.ForTheHeap);
        return Parse(text, MachineMemory.Bytes) is { } bytes and >= Least
            ? bytes
            : throw new InputException(
                $"{option.Name} {text}: must be a size of 1 MB or more such as 2GB, 500MiB or 1.5g, or a share such as 80%.");
    }

    /// <summary>Bytes that data may take while they are read: what is allowed without the program itself.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="taken">Bytes that other data take already.</param>
    /// <exception cref="InputException">The size is invalid.</exception>
    public long ForData(ParseResult parse, double taken = 0) =>
        (long)Math.Max(LeastData, Read(parse) - MemoryEstimate.ProgramBytes - taken);

    /// <summary>Makes sure that what is made of data fits.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="needed">Bytes that it takes.</param>
    /// <param name="what">What takes them, for the message: "to describe these data".</param>
    /// <param name="advice">What else would help; empty if nothing.</param>
    /// <exception cref="InputException">It does not fit.</exception>
    public void Check(ParseResult parse, double needed, string what, string advice = "")
    {
        double allowed = Read(parse);
        if (needed <= allowed) return;
        throw new InputException(
            $"about {Memory(needed)} of memory are needed {what}, {Memory(allowed)} are allowed: allow more ({option.Name}), "
            + $"{LessData}{advice}.");
    }

    /// <summary>A size in bytes; null if the text is not a size.</summary>
    /// <param name="text">A number with a unit, or a percentage.</param>
    /// <param name="all">What 100 % are.</param>
    public static double? Parse(string text, double all)
    {
        string word = text.Trim().ToLowerInvariant();
        (string unit, double factor) = word.EndsWith('%')
            ? ("%", all / 100)
            : Units.FirstOrDefault(known => word.EndsWith(known.Word, StringComparison.Ordinal), ("", 1));
        bool isNumber = OptionValue.TryNumber(word[..^unit.Length].TrimEnd(), out double number) && number > 0 && double.IsFinite(number);
        return isNumber && !(unit == "%" && number > 100) ? number * factor : null;
    }

    /// <summary>Makes sure that a run fits.</summary>
    /// <param name="allowed">Bytes that may be taken.</param>
    /// <param name="recipe">The run's recipe.</param>
    /// <param name="estimate">What a recipe would take.</param>
    /// <returns>What the run takes.</returns>
    /// <exception cref="InputException">It does not fit; the line says what would.</exception>
    public static MemoryEstimate Check(double allowed, Recipe recipe, Func<Recipe, MemoryEstimate> estimate)
    {
        MemoryEstimate needed = estimate(recipe);
        if (needed.Total <= allowed) return needed;
        string[] fitting = [.. MemoryAdvice.Of(recipe, changed => estimate(changed).Total <= allowed)];
        throw new InputException(
            $"this run needs about {Memory(needed.Total)} of memory, {Memory(allowed)} are allowed (--max-memory): "
            + $"network {Memory(needed.Network)}, steps {Memory(needed.Steps)}, topology {Memory(needed.Topology)}, "
            + $"data {Memory(needed.Data)}; "
            + (fitting.Length > 0
                ? $"it would fit with {EnglishList.Join(fitting, "or")}."
                : $"no smaller batch, density or hidden layer alone makes it fit; allow more, or {LessData}."));
    }
}
