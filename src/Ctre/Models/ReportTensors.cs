using Ctre.Models.Safetensors;
using Ctre.Training;

namespace Ctre.Models;

/// <summary>
/// Reports of epochs as tensors, one after the other: <c>reports.values</c> [epochs · columns] in the order of
/// <see cref="EpochColumn.All"/>, <c>reports.connections</c> and <c>reports.replaced</c> [epochs · layers].
/// </summary>
internal static class ReportTensors
{
    private const string Values = "reports.values", Connections = "reports.connections", Replaced = "reports.replaced";

    /// <summary>Adds the tensors of reports.</summary>
    public static void Add(Dictionary<string, Tensor> tensors, IReadOnlyList<EpochReport> reports, string prefix = "")
    {
        tensors[prefix + Values] = Tensor.Of([.. reports.SelectMany(report => EpochColumn.All.Select(column => column.Value(report)))]);
        tensors[prefix + Connections] = Tensor.Of([.. reports.SelectMany(report => report.Connections)]);
        tensors[prefix + Replaced] = Tensor.Of([.. reports.SelectMany(report => report.Replaced)]);
    }

    /// <summary>Whether a file has reports.</summary>
    public static bool Has(SafetensorsContent file, string prefix = "") => file.Tensors.ContainsKey(prefix + Values);

    /// <summary>Reads what <see cref="Add"/> added, one report or more.</summary>
    /// <param name="file">The file.</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="layers">Layers of the network.</param>
    /// <param name="prefix">What the names begin with.</param>
    /// <exception cref="InputException">A tensor is missing or wrong, or a report cannot be true.</exception>
    public static IReadOnlyList<EpochReport> Read(SafetensorsContent file, int most, int layers, string prefix = "")
    {
        double[] values = file.Doubles(prefix + Values);
        int[] connections = file.Integers(prefix + Connections), replaced = file.Integers(prefix + Replaced);
        int columns = EpochColumn.All.Count, count = values.Length / columns;
        if (count < 1 || count > most || values.Length != count * columns)
            throw new InputException($"its {prefix}reports are not 1 to {most} times {columns} numbers.");
        if (connections.Length != (long)count * layers || replaced.Length != connections.Length)
            throw new InputException($"its {prefix}reports do not say for each of {layers} layers how many connections it has.");
        if (Array.Exists(connections, number => number < 0) || Array.Exists(replaced, number => number < 0))
            throw new InputException($"its {prefix}reports count fewer than 0 connections.");
        return
        [
            .. Enumerable.Range(0, count).Select(i => EpochColumn.Report(
                values.AsSpan(i * columns, columns), connections[(i * layers)..((i + 1) * layers)],
                replaced[(i * layers)..((i + 1) * layers)])),
        ];
    }
}
