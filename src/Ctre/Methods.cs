using Ctre.Topology;
using Ctre.Topology.Papers;

namespace Ctre;

/// <summary>The one table of all methods: the command line and the tests read it.</summary>
public static class Methods
{
    private const int RowsToCompare = 1024;
    private const string CtrePaper = "Atashgahi et al., Machine Learning 111, 2022";

    /// <summary>All methods.</summary>
    public static IReadOnlyList<Method> All { get; } =
    [
        new("ctre-sim", _ => new CtreSim())
        {
            Summary = "drop the weakest, grow the most similar; what was just dropped is replaced at random",
            Reference = CtrePaper, SampleRows = RowsToCompare, IsCtre = true,
        },
        new("ctre-seq", r => new CtreSeq(r.SwitchPatience))
        {
            Summary = "grow the most similar until validation stops rising, then grow at random",
            Reference = CtrePaper, SampleRows = RowsToCompare, IsCtre = true,
        },
        new("cte", _ => new Cte())
        {
            Summary = "drop the weakest, grow the most similar",
            Reference = CtrePaper, SampleRows = RowsToCompare, IsCtre = true,
        },
        new("set", _ => new Set())
        {
            Summary = "drop the weakest, grow at random",
            Reference = "Mocanu et al., Nature Communications 9, 2018",
        },
        new("rigl", _ => new Rigl())
        {
            Summary = "drop the weakest, grow where the gradient is steepest",
            Reference = "Evci et al., ICML 2020", UpdateUntil = 0.75,
        },
        new("gse", _ => new Gse())
        {
            Summary = "as rigl, among as many random positions as there are connections",
            Reference = "Heddes et al., arXiv 2401.06898", UpdateUntil = 0.75,
        },
        new("snfs", _ => new Snfs())
        {
            Summary = "as rigl by an average of gradients; layers with more momentum get more",
            Reference = "Dettmers and Zettlemoyer, arXiv 1907.04840",
        },
        new("chts", _ => new Chts())
        {
            Summary = "drop the weakest, grow at random in proportion to the paths of length 3",
            Reference = "Zhang et al., NeurIPS 2025, arXiv 2501.19107",
        },
        new("snip", _ => new Static())
        {
            Summary = "of a dense start keep what matters most for the loss, once",
            Reference = "Lee, Ajanthan and Torr, ICLR 2019", Start = Snip.Start, StartBytes = Snip.Bytes,
        },
        new("gmp", r => new Gmp(r))
        {
            Summary = "start dense, prune the weakest along a cubic curve",
            Reference = "Zhu and Gupta, arXiv 1710.01878", Start = InitialTopology.Complete, UpdateUntil = 0.75, StartDensity = 1,
        },
        new("granet", r => new Granet(r))
        {
            Summary = "start at density 0.5, prune gradually, regrow where the gradient is steepest",
            Reference = "Liu et al., NeurIPS 2021", Start = Granet.Start, UpdateUntil = 0.75, StartDensity = Granet.InitialDensity,
        },
        new("dense", _ => new Static())
        {
            Summary = "all connections, by dense kernels: the baseline",
            Reference = "Rumelhart et al., Nature 323, 1986", Start = InitialTopology.Complete, StartDensity = 1, IsDense = true,
        },
        new("static", _ => new Static())
        {
            Summary = "a fixed random topology",
            Reference = "Mocanu et al., Machine Learning 104, 2016",
        },
    ];

    /// <summary>The method of that name, or null.</summary>
    /// <param name="name">A name as in <see cref="Method.Name"/>.</param>
    public static Method? Find(string name) => All.FirstOrDefault(method => method.Name == name);

    /// <summary>The method of that name.</summary>
    /// <exception cref="InputException">This build does not have it.</exception>
    internal static Method Require(string name) => Find(name) ?? throw new InputException(
        $"there is no method '{name}' in this build: use {EnglishList.Join([.. All.Select(known => known.Name)], "or")}, "
        + "or pass a method to the trainer.");

    /// <summary>The dense baseline.</summary>
    internal static Method Dense => All.First(method => method.IsDense);

    /// <summary>A random topology that never changes.</summary>
    internal static Method Static => Require("static");

    /// <summary>Whether a method keeps all connections; false for one that is not known.</summary>
    internal static bool IsDense(string name) => Find(name) is { IsDense: true };
}
