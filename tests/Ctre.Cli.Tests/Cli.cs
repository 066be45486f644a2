using System.Diagnostics;
using System.Globalization;

namespace Ctre.Cli.Tests;

/// <summary>What a run of the command left: its exit code and all that it wrote.</summary>
public sealed record CliRun(int Code, string Out, string Error)
{
    /// <summary>The one line that begins with <c>error:</c>; fails if that is not what happened.</summary>
    public string ErrorLine()
    {
        Assert.True(Code == 2, $"exit code {Code}, stderr: {Error}");
        Assert.Empty(Out);
        string line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter '", line, StringComparison.Ordinal);
        return line;
    }

    /// <summary>Stdout of a run that must have gone well.</summary>
    public string Succeeded()
    {
        Assert.True(Code == 0, $"exit code {Code}, stderr: {Error}");
        return Out;
    }
}

/// <summary>Runs the real command as a process of its own.</summary>
public static class Cli
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "Ctre.Cli.dll");

    /// <summary>Runs to the end.</summary>
    public static CliRun Run(string folder, params string[] arguments) => Finish(Start(folder, arguments));

    /// <summary>Runs to the end with little memory.</summary>
    public static CliRun RunWithin(int megabytes, string folder, params string[] arguments) =>
        Finish(Start(folder, arguments, ("DOTNET_GCHeapHardLimit", $"{(long)megabytes << 20:x}")));

    /// <summary>Runs to the end with an environment variable.</summary>
    public static CliRun RunWith((string Name, string Value) variable, string folder, params string[] arguments) =>
        Finish(Start(folder, arguments, variable));

    /// <summary>Runs a command line whose words have no blanks in them.</summary>
    public static CliRun Line(string folder, string line) => Run(folder, line.Split(' '));

    /// <summary>Runs to the end in a POSIX shell, in whose line <c>"$@"</c> stands for the command.</summary>
    public static CliRun InShell(string folder, string shellLine, params string[] arguments) =>
        Finish(Start(folder, "sh", ["-c", shellLine, "sh", "dotnet", Assembly, .. arguments]));

    /// <summary>Runs another program to the end.</summary>
    public static CliRun RunProgram(
        string folder, string program, string[] arguments, params (string Name, string Value)[] environment) =>
        Finish(Start(folder, program, arguments, environment));

    /// <summary>Starts, with both outputs redirected.</summary>
    public static Process Start(string folder, string[] arguments, params (string Name, string Value)[] environment) =>
        Start(folder, "dotnet", [Assembly, .. arguments], environment);

    /// <summary>
    /// Sends a signal; skips the test where it would be ignored, as SIGINT is by all that a shell runs in the background.
    /// </summary>
    /// <param name="process">Who gets it.</param>
    /// <param name="signal">Its name without SIG.</param>
    public static void Signal(Process process, string signal)
    {
        int number = signal switch
        {
            "HUP" => 1,
            "INT" => 2,
            "TERM" => 15,
            _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, null),
        };
        string status = $"/proc/{process.Id}/status";
        string? ignored = File.Exists(status)
            ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
            : null;
        ulong mask = ignored is null
            ? 0
            : ulong.Parse(ignored["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if ((mask >> (number - 1) & 1) == 1)
        {
            process.Kill();
            Assert.Skip($"SIG{signal} is ignored here.");
        }

        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    private static Process Start(
        string folder, string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CTRE_DATA_DIR"] = "";
        start.Environment["CTRE_DATA_MIRROR"] = "http://127.0.0.1:9";
        start.Environment["NO_PROXY"] = "127.0.0.1";
        start.Environment["XDG_CACHE_HOME"] = folder;
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static CliRun Finish(Process process)
    {
        using Process _ = process;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliRun(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
