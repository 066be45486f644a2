using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ctre.Benchmarking;

/// <summary>What a figure of speed must name: the processor, the runtime and the vector instructions in use.</summary>
internal static class Machine
{
    /// <summary>The name of the processor, with family and model where the system reports them.</summary>
    public static string Processor { get; } = FindProcessor();

    /// <summary>The .NET runtime and its version.</summary>
    public static string Runtime => RuntimeInformation.FrameworkDescription;

    /// <summary>The widest vectors that the runtime uses: <c>512-bit</c>, <c>256-bit</c>, <c>128-bit</c> or <c>none</c>.</summary>
    public static string Vectors =>
        Vector512.IsHardwareAccelerated ? "512-bit"
        : Vector256.IsHardwareAccelerated ? "256-bit"
        : Vector128.IsHardwareAccelerated ? "128-bit"
        : "none";

    /// <summary>All of it, in one line.</summary>
    public static string Description =>
        $"{Processor}, {Environment.ProcessorCount} processors; {Runtime}, {RuntimeInformation.ProcessArchitecture}, vectors {Vectors}";

    private static string FindProcessor()
    {
        const string linux = "/proc/cpuinfo";
        string[] lines = File.Exists(linux) ? File.ReadAllLines(linux) : [];
        if (Field("model name") is not { } name)
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
        return Field("cpu family") is { } family ? $"{name} (family {family}, model {Field("model")})" : name;

        string? Field(string key) => lines.FirstOrDefault(line => line.Split(':')[0].Trim() == key)?.Split(':', 2)[^1].Trim();
    }
}
