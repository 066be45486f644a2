using System.Reflection;
using System.Xml.Linq;

namespace Ctre.Tests.Architecture;

/// <summary>Folders depend one way.</summary>
public sealed class LayeringTests
{
    /// <summary>
    /// Each folder with the folders that it may use besides its own, all of which stand above it: so there are no circles. What lies at the
    /// root of the library (<c>Recipe</c>, <c>Rng</c>, …) is free for all, and may use all of the library; so are the options of reading.
    /// </summary>
    private static readonly (string Folder, string Uses)[] Order =
    [
        ("Ctre/Files", ""),
        ("Ctre/Data", "Ctre/Files"),
        ("Ctre/Sparse", ""),
        ("Ctre/Kernels", "Ctre/Sparse"),
        ("Ctre/Kernels/Rows", "Ctre/Kernels"),
        ("Ctre/Kernels/Sparse", "Ctre/Sparse Ctre/Kernels Ctre/Kernels/Rows"),
        ("Ctre/Kernels/Dense", "Ctre/Sparse Ctre/Kernels Ctre/Kernels/Rows Ctre/Kernels/Sparse"),
        ("Ctre/Growth", "Ctre/Sparse Ctre/Kernels Ctre/Kernels/Dense"),
        ("Ctre/Losses", "Ctre/Data Ctre/Kernels"),
        ("Ctre/Layers", "Ctre/Data Ctre/Sparse Ctre/Kernels Ctre/Kernels/Rows Ctre/Kernels/Sparse Ctre/Kernels/Dense Ctre/Losses"),
        ("Ctre/Optimization", "Ctre/Sparse Ctre/Kernels Ctre/Kernels/Dense Ctre/Layers"),
        ("Ctre/Topology", "Ctre/Data Ctre/Sparse Ctre/Kernels Ctre/Growth Ctre/Layers Ctre/Losses"),
        ("Ctre/Topology/Papers", "Ctre/Sparse Ctre/Kernels Ctre/Kernels/Dense Ctre/Growth Ctre/Layers Ctre/Losses Ctre/Topology"),
        ("Ctre/Training",
            "Ctre/Data Ctre/Sparse Ctre/Kernels Ctre/Layers Ctre/Losses Ctre/Optimization Ctre/Topology Ctre/Topology/Papers"),
        ("Ctre/Models/Safetensors", "Ctre/Files Ctre/Data"),
        ("Ctre/Models",
            "Ctre/Files Ctre/Data Ctre/Sparse Ctre/Kernels Ctre/Layers Ctre/Losses Ctre/Optimization Ctre/Training "
                + "Ctre/Models/Safetensors"),
        ("Ctre/Runs", "Ctre/Files Ctre/Data Ctre/Models Ctre/Optimization Ctre/Topology Ctre/Training"),
        ("Ctre/Analysis",
            "Ctre/Data Ctre/Sparse Ctre/Kernels Ctre/Kernels/Dense Ctre/Growth Ctre/Layers Ctre/Optimization Ctre/Topology "
            + "Ctre/Topology/Papers Ctre/Training"),
        ("Ctre/Benchmarking", "Ctre/Data Ctre/Sparse Ctre/Kernels Ctre/Kernels/Rows Ctre/Growth Ctre/Layers Ctre/Topology Ctre/Training"),

        ("Ctre.Data/Files", "Ctre/Files Ctre/Data"),
        ("Ctre.Data/Known", "Ctre/Data Ctre.Data/Files"),
        ("Ctre.Data/Formats", "Ctre/Data Ctre.Data/Files"),
        ("Ctre.Data/Formats/Text", "Ctre/Data Ctre.Data/Files Ctre.Data/Known Ctre.Data/Formats"),
        ("Ctre.Data/Formats/Arrays", "Ctre/Data Ctre.Data/Files Ctre.Data/Formats Ctre.Data/Formats/Text"),
        ("Ctre.Data/Formats/Published",
            "Ctre/Data Ctre.Data/Files Ctre.Data/Known Ctre.Data/Formats Ctre.Data/Formats/Text Ctre.Data/Formats/Arrays"),
        ("Ctre.Data/Summary", "Ctre/Data Ctre.Data/Known"),
        ("Ctre.Data",
            "Ctre/Files Ctre/Data Ctre.Data/Known Ctre.Data/Formats Ctre.Data/Formats/Text Ctre.Data/Formats/Arrays "
            + "Ctre.Data/Formats/Published"),
        ("Ctre.Data/Downloads", "Ctre/Files Ctre/Data Ctre.Data Ctre.Data/Files Ctre.Data/Known"),

        ("Ctre.Cli/Rendering", $"{Results} Ctre.Data/Downloads Ctre.Data/Known Ctre.Data/Summary"),
        ("Ctre.Cli/Plots", "Ctre.Cli/Rendering"),
        ("Ctre.Cli/Runs", $"{Results} Ctre/Files Ctre/Losses Ctre/Topology Ctre.Data Ctre.Cli/Rendering"),
        ("Ctre.Cli/Options", $"{Results} Ctre/Files Ctre.Data Ctre.Data/Formats Ctre.Cli/Rendering Ctre.Cli/Runs"),
        ("Ctre.Cli/Comparison",
            $"{Results} Ctre/Files Ctre/Topology Ctre.Data Ctre.Cli/Rendering Ctre.Cli/Plots Ctre.Cli/Runs Ctre.Cli/Options"),
        ("Ctre.Cli/Commands",
            $"{Results} Ctre/Files Ctre.Data Ctre.Data/Downloads Ctre.Data/Known Ctre.Data/Summary Ctre.Cli/Rendering Ctre.Cli/Runs "
            + "Ctre.Cli/Options Ctre.Cli/Comparison"),
        ("Ctre.Cli", "Ctre.Cli/Rendering Ctre.Cli/Options Ctre.Cli/Commands"),
    ];

    /// <summary>All folders but the root of the library, in their order.</summary>
    internal static IEnumerable<string> Folders => Order.Select(one => one.Folder);

    /// <summary>What shows models, data and results may use of the library.</summary>
    private const string Results = "Ctre/Data Ctre/Layers Ctre/Models Ctre/Training Ctre/Runs Ctre/Analysis Ctre/Benchmarking";

    private static readonly string[] Free = ["Ctre.Data/DataSourceOptions.cs", "Ctre.Data/MissingKind.cs"];

    [Fact]
    public void Folders_use_only_folders_that_stand_above_them()
    {
        Dictionary<string, string[]> allowed = Order.ToDictionary(one => one.Folder, one => one.Uses.Split(' '));
        Assert.All(Repository.Sources.Where(file => file.Folder != "Ctre"), file => Assert.Contains(file.Folder, allowed.Keys));
        Assert.Empty(new SourceGraph(Repository.Sources).Uses
            .Where(use => use.File.Folder != "Ctre" && use.Declaration.Folder != "Ctre" && !Free.Contains(use.Declaration.Path)
                && use.File.Folder != use.Declaration.Folder && !allowed[use.File.Folder].Contains(use.Declaration.Folder))
            .Select(use => $"{use.File.Path} uses {use.Type} of {use.Declaration.Folder}"));
    }

    [Fact]
    public void What_a_folder_may_use_stands_above_it()
    {
        string[] order = [.. Order.Select(one => one.Folder)];
        Assert.Equal(order.Distinct(), order);
        foreach ((string folder, string uses) in Order.Where(one => one.Uses.Length > 0))
            Assert.All(uses.Split(' '), used => Assert.InRange(Array.IndexOf(order, used), 0, Array.IndexOf(order, folder) - 1));
    }

    [Fact]
    public void Namespaces_mirror_folders() =>
        Assert.All(Repository.Sources, file => Assert.Contains($"namespace {file.Namespace};", file.Lines));

    [Theory]
    [InlineData("Ctre")]
    [InlineData("Ctre.Data", "Ctre")]
    public void A_library_needs_the_base_class_library_and_those_named_alone(string project, params string[] others)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"));
        Assert.Empty(file.Descendants("PackageReference").Concat(file.Descendants("Reference")));
        Assert.Equal(others,
            file.Descendants("ProjectReference").Select(one => Path.GetFileNameWithoutExtension((string?)one.Attribute("Include"))));
        Assert.All(Assembly.Load(project).GetReferencedAssemblies().Select(one => one.Name!), name => Assert.True(
            name.StartsWith("System.", StringComparison.Ordinal) || name == "Microsoft.Win32.Primitives" || others.Contains(name), name));
    }
}
