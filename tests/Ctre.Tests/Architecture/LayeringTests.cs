using System.Text.RegularExpressions;

namespace Ctre.Tests.Architecture;

/// <summary>
/// Folders depend one way: Data, Sparse → Kernels → Layers → Optimization → Topology → Training → Models → Analysis →
/// Benchmarking. What lies at the root (Recipe, Rng, …) is free for all, and may use the options of any folder.
/// </summary>
public sealed partial class LayeringTests
{
    /// <summary>Each folder with the folders that it may use besides its own.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Data"] = [],
        ["Downloads"] = ["Data"],
        ["Sparse"] = [],
        ["Kernels"] = ["Sparse"],
        ["Layers"] = ["Data", "Sparse", "Kernels"],
        ["Optimization"] = ["Data", "Sparse", "Kernels", "Layers"],
        ["Topology"] = ["Data", "Sparse", "Kernels", "Layers", "Optimization"],
        ["Training"] = ["Data", "Sparse", "Kernels", "Layers", "Optimization", "Topology"],
        ["Models"] = ["Data", "Sparse", "Kernels", "Layers", "Optimization", "Topology", "Training"],
        ["Analysis"] = ["Data", "Sparse", "Kernels", "Layers", "Optimization", "Topology", "Training", "Models"],
        ["Benchmarking"] = ["Data", "Sparse", "Kernels", "Layers", "Optimization", "Topology", "Training", "Models", "Analysis"],
    };

    [Fact]
    public void Folders_use_only_folders_below_them()
    {
        var wrong = new List<string>();
        foreach ((string path, string[] lines) in Repository.Sources.Where(file => file.Path.Contains('/')))
        {
            string folder = path[..path.IndexOf('/', StringComparison.Ordinal)];
            Assert.True(Allowed.ContainsKey(folder), $"{folder} is a new folder: say here what it may use.");
            for (int line = 0; line < lines.Length; line++)
            {
                foreach (Match use in Namespaces().Matches(lines[line]))
                {
                    string used = use.Groups["folder"].Value;
                    if (used != folder && Allowed.ContainsKey(used) && !Allowed[folder].Contains(used))
                        wrong.Add($"{path}:{line + 1} uses {used}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Namespaces_mirror_folders()
    {
        foreach ((string path, string[] lines) in Repository.Sources)
        {
            string folder = Path.GetDirectoryName(path)!.Replace('/', '.');
            string expected = folder.Length == 0 ? "namespace Ctre;" : $"namespace Ctre.{folder};";
            Assert.Contains(expected, lines);
        }
    }

    /// <summary>A using directive or a name that begins with Ctre: <c>using Ctre.Data;</c>, <c>Ctre.Data.Dataset</c>.</summary>
    [GeneratedRegex(@"\bCtre\.(?<folder>[A-Z]\w*)")]
    private static partial Regex Namespaces();
}
