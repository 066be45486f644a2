using Ctre.Layers;
using Ctre.Topology;
using Ctre.Topology.Papers;

namespace Ctre;

/// <summary>A sparse-training method: a name, what it does, where it comes from.</summary>
public sealed class Method
{
    internal Method(
        string name, string summary, string source, Func<Recipe, GrowthMethod> policy, Func<InitialContext, Network>? start = null,
        double updateUntil = 1, int sampleRows = 512, double startDensity = 0)
    {
        Name = name;
        Summary = summary;
        Source = source;
        Policy = policy;
        UpdateUntil = updateUntil;
        SampleRows = sampleRows;
        StartDensity = startDensity;
        Start = start ?? InitialTopology.Random;
    }

    /// <summary>The name used on the command line: <c>ctre-sim</c>.</summary>
    public string Name { get; }

    /// <summary>What the method does, in one line.</summary>
    public string Summary { get; }

    /// <summary>The paper it comes from.</summary>
    public string Source { get; }

    /// <summary>The share of a run after which the method lets the topology rest, unless a recipe says otherwise.</summary>
    internal double UpdateUntil { get; }

    /// <summary>Training rows that the method looks at, unless a recipe says otherwise.</summary>
    internal int SampleRows { get; }

    /// <summary>The density of each layer at the start, unless the recipe's is larger; 0 where a method starts with that.</summary>
    internal double StartDensity { get; }

    /// <summary>The network that training starts from.</summary>
    internal Func<InitialContext, Network> Start { get; }

    /// <summary>How the topology changes from then on.</summary>
    internal Func<Recipe, GrowthMethod> Policy { get; }
}

/// <summary>The one table of all methods: the command line, the tests and the benchmarks read it.</summary>
public static class Methods
{
    private const int BySimilarity = 1024;
    private const string CtrePaper = "Atashgahi et al., Machine Learning 111, 2022";

    /// <summary>All methods.</summary>
    public static IReadOnlyList<Method> All { get; } =
    [
        new("ctre-sim", "drop the weakest, grow the most similar; what was just dropped is replaced at random", CtrePaper,
            _ => new CtreSim(), sampleRows: BySimilarity),
        new("ctre-seq", "grow the most similar until validation stops rising, then grow at random", CtrePaper,
            r => new CtreSeq(r.SwitchPatience), sampleRows: BySimilarity),
        new("cte", "drop the weakest, grow the most similar", CtrePaper, _ => new Cte(), sampleRows: BySimilarity),
        new("set", "drop the weakest, grow at random", "Mocanu et al., Nature Communications 9, 2018", _ => new Set()),
        new("rigl", "drop the weakest, grow where the gradient is steepest", "Evci et al., ICML 2020", _ => new Rigl(), updateUntil: 0.75),
        new("gse", "as rigl, among as many random places as there are connections", "Heddes et al., arXiv 2401.06898", _ => new Gse(), updateUntil: 0.75),
        new("snfs", "as rigl by an average of gradients; layers with more momentum get more", "Dettmers and Zettlemoyer, arXiv 1907.04840", _ => new Snfs()),
        new("chts", "drop the weakest, grow at random in proportion to the paths of length 3", "Zhang et al., NeurIPS 2025, arXiv 2501.19107", _ => new Chts()),
        new("snip", "of a dense start keep what matters most for the loss, once", "Lee, Ajanthan and Torr, ICLR 2019", _ => new Static(), Snip.Start),
        new("gmp", "start dense, prune the weakest along a cubic curve", "Zhu and Gupta, arXiv 1710.01878",
            r => new Gmp(r), InitialTopology.Complete, 0.75, startDensity: 1),
        new("granet", "start at density 0.5, prune gradually, regrow where the gradient is steepest", "Liu et al., NeurIPS 2021",
            r => new Granet(r), Granet.Start, 0.75, startDensity: Granet.InitialDensity),
        new("dense", "all connections, by dense kernels: the baseline", "Rumelhart et al., Nature 323, 1986",
            _ => new Static(), InitialTopology.Complete, startDensity: 1),
        new("static", "a fixed random topology", "Mocanu et al., Machine Learning 104, 2016", _ => new Static()),
    ];

    /// <summary>The method of that name, or null.</summary>
    /// <param name="name">A name as in <see cref="Method.Name"/>.</param>
    public static Method? Find(string name) => All.FirstOrDefault(method => method.Name == name);
}
