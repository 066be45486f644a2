namespace Ctre.Benchmarks;

/// <summary>Measures speed: <c>dotnet run -c Release --project bench/Ctre.Benchmarks -- NAME</c>.</summary>
internal static class Program
{
    private static readonly Dictionary<string, Action> Benchmarks = new()
    {
        ["dense-product"] = DenseProductBenchmark.Run,
        ["growth"] = GrowthBenchmark.Run,
        ["million-neurons"] = MillionNeuronsBenchmark.Run,
        ["sparse-kernels"] = SparseKernelBenchmark.Run,
    };

    private static int Main(string[] args)
    {
        if (args.Length == 1 && Benchmarks.TryGetValue(args[0], out Action? run))
        {
            run();
            return 0;
        }

        Console.Error.WriteLine($"Name one benchmark: {string.Join(", ", Benchmarks.Keys)}.");
        return 2;
    }
}
