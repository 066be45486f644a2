using Ctre.Training;

namespace Ctre.Fuzzing;

/// <summary>One way in which files of strangers are read.</summary>
/// <param name="Name">What the command line calls it, and the folder of its files under <c>fuzz/corpus</c>.</param>
/// <param name="FileName">What the file that is read is called.</param>
/// <param name="Load">Reads the file of a path; what it returns then works with what was read, as a user would.</param>
internal sealed record Target(string Name, string FileName, Func<string, Action> Load)
{
    private const long Slack = 64 << 20;

    /// <summary>Sound files to begin with, besides those of the corpus. Default none.</summary>
    public Func<IEnumerable<byte[]>> Sound { get; init; } = () => [];

    /// <summary>What the input becomes before it is read. Default itself.</summary>
    public Func<byte[], byte[]> Prepare { get; init; } = input => input;

    /// <summary>The file that the input becomes, where that is one beside the file that is read. Default the file that is read.</summary>
    public string? Replaced { get; init; }

    /// <summary>Sound files that lie beside it. Default none.</summary>
    public IReadOnlyList<(string Name, byte[] Content)> Beside { get; init; } = [];

    /// <summary>Bytes that reading may allocate besides 64 MiB and twice the input. Default none.</summary>
    public long MayAllocate { get; init; }

    /// <summary>Reads an input, and works with it if it is accepted.</summary>
    /// <param name="input">The bytes of a file.</param>
    /// <param name="folder">Where files can be written.</param>
    /// <returns>Whether it was accepted; else it was refused by one line.</returns>
    /// <exception cref="DefectException">Anything else happened.</exception>
    public bool Accepts(byte[] input, string folder)
    {
        byte[] content = Prepare(input);
        foreach ((string name, byte[] other) in Beside) File.WriteAllBytes(Path.Combine(folder, name), other);
        File.WriteAllBytes(Path.Combine(folder, Replaced ?? FileName), content);
        long before = GC.GetAllocatedBytesForCurrentThread(), allowed = 2L * content.Length + Slack + MayAllocate;
        Action? work = null;
        bool isAccepted = IsAccepted(() => work = Load(Path.Combine(folder, FileName)), mustName: folder);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > allowed) throw new DefectException($"{allocated} bytes were allocated, {allowed} are allowed");
        // Numbers that are finite and huge may overflow, and a forged state may not fit: that is told when it is found.
        if (work is not null) IsAccepted(work, mustName: "");
        return isAccepted;
    }

    private static bool IsAccepted(Action step, string mustName)
    {
        try
        {
            step();
            return true;
        }
        catch (Exception refusal) when (refusal is InputException or DivergedException)
        {
            if (refusal.Message.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'))
                throw new DefectException($"not one line: {refusal.Message}", refusal);
            if (!refusal.Message.Contains(mustName, StringComparison.Ordinal))
                throw new DefectException($"no file is named: {refusal.Message}", refusal);
            return false;
        }
        catch (Exception exception) when (exception is not DefectException)
        {
            throw new DefectException($"{exception.GetType().Name}: {exception.Message}", exception);
        }
    }
}
