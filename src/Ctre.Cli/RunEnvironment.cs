using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Ctre.Cli;

/// <summary>The program and machine that a run took place on.</summary>
internal static class RunEnvironment
{
    /// <summary>The version of ctre.</summary>
    public static string Version =>
        typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The name of the processor, as far as the system tells it.</summary>
    public static string Processor { get; } = FindProcessor();

    public static JsonObject ToJson(int threads, DateTime started) => new()
    {
        ["ctre"] = Version,
        ["dotnet"] = RuntimeInformation.FrameworkDescription,
        ["os"] = RuntimeInformation.OSDescription,
        ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
        ["processor"] = Processor,
        ["processors"] = Environment.ProcessorCount,
        ["threads"] = threads,
        ["started"] = started.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["arguments"] = JsonText.Texts(Environment.GetCommandLineArgs().Skip(1)),
    };

    private static string FindProcessor()
    {
        const string Linux = "/proc/cpuinfo";
        string? line = File.Exists(Linux)
            ? File.ReadLines(Linux).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[^1].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
