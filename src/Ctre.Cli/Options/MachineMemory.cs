using System.Globalization;

namespace Ctre.Cli.Options;

/// <summary>How much memory is available.</summary>
internal static class MachineMemory
{
    private const string CgroupRoot = "/sys/fs/cgroup", CgroupOfMe = "/proc/self/cgroup", Facts = "/proc/meminfo";

    /// <summary>Bytes that the machine has, or that its control group allows this process.</summary>
    public static double Bytes => Math.Min(Physical, CgroupLimit(CgroupOfMe, CgroupRoot));

    /// <summary>
    /// Bytes that the garbage collector can allocate: fewer than <see cref="Bytes"/> in a container, or where the user limits its heap.
    /// </summary>
    public static double ForTheHeap => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static double Physical
    {
        get
        {
            // "MemTotal:       16384256 kB"
            string? line = ReadLines(Facts).FirstOrDefault(line => line.StartsWith("MemTotal:", StringComparison.Ordinal));
            return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..] && Number(kilobytes) is { } number
                ? 1024 * number
                : ForTheHeap;
        }
    }

    /// <summary>The lowest limit of the control groups that a process is in, version 1 or 2; infinite if there is none.</summary>
    /// <param name="membership">The file that names them: <c>0::/path</c> and <c>7:memory:/path</c>.</param>
    /// <param name="root">Where they are found.</param>
    public static double CgroupLimit(string membership, string root)
    {
        double limit = double.PositiveInfinity;
        foreach (string[] parts in ReadLines(membership).Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3))
        {
            bool isNew = parts[0] == "0" && parts[1].Length == 0;
            if (!isNew && !parts[1].Split(',').Contains("memory")) continue;
            string top = isNew ? root : Path.Combine(root, "memory");
            // The limits of the groups above apply, too. Inside a container only the top is seen.
            for (string path = parts[2].Trim('/'); ; path = Path.GetDirectoryName(path) ?? "")
            {
                string text = ReadLines(Path.Combine(top, path, isNew ? "memory.max" : "memory.limit_in_bytes")).FirstOrDefault("");
                if (Number(text) is { } bytes) limit = Math.Min(limit, bytes);
                if (path.Length == 0) break;
            }
        }

        return limit;
    }

    private static double? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
