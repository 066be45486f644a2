using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ctre.Benchmarks;

/// <summary>What a figure must name: the processor, the runtime, the vector instructions in use and the day.</summary>
internal static class Machine
{
    public static string Description =>
        $"{Processor()}, {Environment.ProcessorCount} processors; {RuntimeInformation.FrameworkDescription}, "
        + $"{RuntimeInformation.OSArchitecture}, {Vectors()}; {DateTime.UtcNow:yyyy-MM-dd}";

    private static string Vectors() =>
        Vector512.IsHardwareAccelerated ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "128-bit vectors or none";

    private static string Processor()
    {
        if (!File.Exists("/proc/cpuinfo")) return "unknown processor";
        string[] lines = File.ReadAllLines("/proc/cpuinfo");
        return $"{Field("model name")} (family {Field("cpu family")}, model {Field("model")})";

        string Field(string name) =>
            lines.FirstOrDefault(line => line.Split(':')[0].Trim() == name)?.Split(':', 2)[1].Trim() ?? "?";
    }
}
