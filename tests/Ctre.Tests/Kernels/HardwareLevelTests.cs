using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ctre.Tests.Kernels;

/// <summary>Results don't depend on the available vector instructions: this assembly runs itself again with fewer of them.</summary>
public sealed class HardwareLevelTests
{
    private const string FileVariable = "CTRE_TEST_DIGEST_FILE";

    [Fact]
    public void The_digest_repeats()
    {
        string digest = KernelDigest.Compute();
        // A child process of the test below leaves its digest, and what hardware it saw, in a file.
        if (Environment.GetEnvironmentVariable(FileVariable) is { } path)
        {
            File.WriteAllLines(path,
            [
                digest, $"AVX2 {Avx2.IsSupported}", $"FMA {Fma.IsSupported}", $"256 {Vector256.IsHardwareAccelerated}",
                $"512 {Vector512.IsHardwareAccelerated}",
            ]);
        }
        else Assert.Equal(digest, KernelDigest.Compute());
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Without_vector_instructions_the_bits_are_the_same(string variable)
    {
        string[] lines = RunChild(variable);
        Assert.Equal("AVX2 False", lines[1]);
        Assert.Equal("256 False", lines[3]);
        if (variable == "DOTNET_EnableHWIntrinsic") Assert.Equal("FMA False", lines[2]);
        Assert.Equal(KernelDigest.Compute(), lines[0]);
    }

    /// <summary>The middle level: tiles of dense products are 16 columns wide, not 64.</summary>
    [Fact]
    public void Without_512_bit_vectors_the_bits_are_the_same()
    {
        string[] lines = RunChild("DOTNET_EnableAVX512");
        Assert.Equal([$"AVX2 {Avx2.IsSupported}", $"FMA {Fma.IsSupported}", $"256 {Vector256.IsHardwareAccelerated}", "512 False"],
            lines[1..]);
        Assert.Equal(KernelDigest.Compute(), lines[0]);
    }

    private static string[] RunChild(string variable)
    {
        string path = Path.GetTempFileName();
        try
        {
            string host = Environment.ProcessPath!;
            var start = new ProcessStartInfo(host) { RedirectStandardOutput = true, RedirectStandardError = true };
            if (Path.GetFileNameWithoutExtension(host) == "dotnet")
                foreach (string argument in new[] { "exec", typeof(HardwareLevelTests).Assembly.Location })
                    start.ArgumentList.Add(argument);
            start.ArgumentList.Add("--filter-method");
            start.ArgumentList.Add($"{typeof(HardwareLevelTests).FullName}.{nameof(The_digest_repeats)}");
            start.ArgumentList.Add("--no-progress");
            start.Environment[FileVariable] = path;
            start.Environment[variable] = "0";
            start.Environment["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1";
            using Process child = Process.Start(start)!;
            Task<string> errors = child.StandardError.ReadToEndAsync();
            string output = child.StandardOutput.ReadToEnd();
            child.WaitForExit();
            Assert.True(child.ExitCode == 0, $"the child ended with {child.ExitCode}: {output}{errors.Result}");
            return File.ReadAllLines(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
