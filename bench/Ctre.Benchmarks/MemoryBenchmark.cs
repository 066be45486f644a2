using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ctre.Cli.Tests;

namespace Ctre.Benchmarks;

/// <summary>
/// What <c>ctre train</c> expects to take, and the peak that it then takes, for all shapes of the tests with all methods. The variables
/// SHAPES (numbers, from 1) and METHODS choose some of them.
/// </summary>
internal static class MemoryBenchmark
{
    public static IEnumerable<string> Table()
    {
        string[] methods = Chosen("METHODS", Methods.All.Select(method => method.Name));
        string[] numbers = Chosen("SHAPES", Enumerable.Range(1, MemoryShape.All.Count).Select(number => $"{number}"));
        string folder = Directory.CreateTempSubdirectory("ctre-memory-").FullName;
        yield return "| shape | method | estimate, MB | peak, MB | estimate / peak |";
        yield return "|---|---|---:|---:|---:|";
        List<double> ratios = [];
        try
        {
            foreach (int number in numbers.Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
            {
                MemoryShape shape = MemoryShape.All[number - 1];
                shape.Write(folder);
                foreach (string method in methods)
                {
                    (double estimate, double peak) = Measure(shape, method, folder);
                    ratios.Add(estimate / peak);
                    string rows = $"{number}: {shape.Rows} × {shape.Features} of {shape.File}, {shape.Options}";
                    yield return Tables.Line([rows, method, Tables.Text($"{estimate / 1e6:F0}"), Tables.Text($"{peak / 1e6:F0}"),
                        Tables.Text($"{estimate / peak:F2}")]);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        yield return "";
        yield return Tables.Text($"{ratios.Count} runs, estimate / peak from {ratios.Min():F2} to {ratios.Max():F2}.");
    }

    private static string[] Chosen(string variable, IEnumerable<string> all) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text.Split(' ') : [.. all];

    private static (double Estimate, double Peak) Measure(MemoryShape shape, string method, string folder)
    {
        const string output = "run";
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Ctre.Cli.dll"), .. shape.Line(method, output), "--force"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{method} on {shape.File} ended with {process.ExitCode}.");
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, output, "run.json")));
        JsonElement root = record.RootElement;
        return (root.GetProperty("environment").GetProperty("estimatedMemoryBytes").GetDouble(),
            root.GetProperty("results").GetProperty("peakMemoryBytes").GetDouble());
    }
}
