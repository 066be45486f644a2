using System.CommandLine;
using Ctre.Analysis;
using static Ctre.Cli.Rendering.DisplayText;

namespace Ctre.Cli.Options;

/// <summary><c>--max-memory</c>: refuses runs that would not fit, before they begin.</summary>
internal sealed class MemoryLimit
{
    private const double DefaultShare = 0.8, Least = 1 << 20;

    private static readonly (string Word, double Bytes)[] Units =
    [
        ("kib", 1L << 10), ("mib", 1L << 20), ("gib", 1L << 30), ("tib", 1L << 40), ("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12),
        ("k", 1e3), ("m", 1e6), ("g", 1e9), ("t", 1e12), ("b", 1),
    ];

    private readonly Option<string> option = new("--max-memory")
    {
        Description = "refuse at once what would take more memory: 2GB, 500MiB, 1.5g, or 80% of what the machine or its container has. "
            + "Default 80%.",
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
                : "no smaller batch, density or hidden layer alone makes it fit."));
    }
}
