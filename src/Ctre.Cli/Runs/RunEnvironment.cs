using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Ctre.Benchmarking;
using Ctre.Cli.Rendering;

namespace Ctre.Cli.Runs;

/// <summary>The program and machine of a run.</summary>
internal static class RunEnvironment
{
    /// <summary>The version of ctre.</summary>
    public static string Version =>
        typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static JsonObject ToJson(int threads, DateTime started, double estimatedBytes, double allowedBytes) => new()
    {
        ["ctre"] = Version,
        ["dotnet"] = Machine.Runtime,
        ["os"] = RuntimeInformation.OSDescription,
        ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
        ["processor"] = Machine.Processor,
        ["processors"] = Environment.ProcessorCount,
        ["threads"] = threads,
        ["estimatedMemoryBytes"] = (long)estimatedBytes,
        ["allowedMemoryBytes"] = (long)allowedBytes,
        ["started"] = started.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["arguments"] = JsonText.Texts(Environment.GetCommandLineArgs().Skip(1)),
    };
}
