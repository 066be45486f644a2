using System.Globalization;
using System.Runtime.ExceptionServices;

namespace Ctre.Tests.Data.Formats.Fuzzing;

/// <summary>
/// Reads thousands of damaged files of a format as a user would. Each must be read, or refused by one line that names the file: nothing
/// else, not for longer than 2 s, and not with more memory than the file itself justifies.
/// </summary>
internal static class Fuzz
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Tries a format. The variables CTRE_FUZZ_FILES and CTRE_FUZZ_SEED ask for other files than the usual 20,000.</summary>
    /// <param name="format">What failures call it.</param>
    /// <param name="seeds">Small valid data sets.</param>
    public static void Try(string format, params FuzzSeed[] seeds)
    {
        int files = (int)Variable("CTRE_FUZZ_FILES", 20_000);
        using TemporaryFolder folder = new(inMemory: true);
        FuzzRun run = new(format, Variable("CTRE_FUZZ_SEED", 1), seeds, folder);
        Watch(() => run.All(files), () => run.File, what => run.Failure(what));
    }

    /// <summary>Does the work on a thread of its own, so that a reader that never ends can be reported.</summary>
    /// <param name="work">Goes through the files.</param>
    /// <param name="file">The number of the current file.</param>
    /// <param name="failed">What is thrown if it stays the same for long.</param>
    public static void Watch(Action work, Func<int> file, Func<string, Exception> failed)
    {
        Exception? failure = null;
        Thread thread = new(Run) { IsBackground = true };
        thread.Start();
        for (int seen = -1; !thread.Join(Patience); seen = file())
            if (file() == seen) throw failed("reading does not end");
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);

        void Run()
        {
            try
            {
                work();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }
    }

    private static long Variable(string name, long usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : usual;
}
