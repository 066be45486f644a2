using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ctre.Cli.Runs;
using Ctre.Files;

namespace Ctre.Cli.Comparison;

/// <summary>One run of a comparison: a data set, a recipe and where its result is stored.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Recipe">How to train, seed included.</param>
/// <param name="Label">What distinguishes it from others of the same method: <c>s0</c> for a seed, <c>t3</c> for a trial.</param>
internal sealed record PlannedRun(ComparedData Data, Recipe Recipe, string Label)
{
    /// <summary>The connectivity of a network with all connections.</summary>
    public static readonly string Complete = Methods.Dense.Name;

    /// <summary>ε or density as asked for: <c>e1</c>, <c>d0.01</c>; <c>dense</c> has neither.</summary>
    public string Connectivity => ConnectivityOf(Recipe);

    /// <inheritdoc cref="Connectivity"/>
    public static string ConnectivityOf(Recipe recipe) => Methods.IsDense(recipe.Method) ? Complete
        : recipe.Density is { } density ? string.Create(CultureInfo.InvariantCulture, $"d{density}")
        : recipe.Distribution == DistributionKind.List ? "list"
        : string.Create(CultureInfo.InvariantCulture, $"e{recipe.Epsilon}");

    /// <summary>The path of the stored result in the folder of the comparison.</summary>
    public string File(string folder) => Path.Combine(folder, Data.FileName, $"{Recipe.Method}-{Connectivity}-{Label}.json");

    /// <summary>The stored result; null if there is none or it is damaged.</summary>
    /// <exception cref="InputException">It belongs to another recipe or other data, or cannot be true.</exception>
    public RunResult? Stored(string folder)
    {
        string path = File(folder);
        if (!System.IO.File.Exists(path) || RunResult.Read(path) is not { } stored) return null;
        JsonObject byDefault = Recipe.Default.ToJson();
        foreach ((string name, JsonNode? asked) in Recipe.ToJson())
        {
            // An option that an older version did not have had its default.
            JsonNode? before = stored.Recipe.ContainsKey(name) ? stored.Recipe[name] : byDefault[name];
            string was = before?.ToJsonString() ?? "nothing", now = asked?.ToJsonString() ?? "nothing";
            if (was != now) throw Differs(path, $"was made with {name} {was}, now {now} is asked for");
        }

        bool isOfData = (stored.Data, stored.DataDigest) == (Data.Name, Data.Digest);
        return isOfData ? stored : throw Differs(path, $"was made from other rows of {Data.Name}");
    }

    /// <summary>Makes sure, before the run, that its result can be stored.</summary>
    /// <exception cref="InputException">Something that is no file or folder is in the place of one.</exception>
    public void RequireStorable(string folder)
    {
        string path = File(folder), above = Path.GetDirectoryName(path)!;
        if (System.IO.File.Exists(above))
            throw new InputException($"{above} is not a folder: delete it or name another one with --output.");
        AtomicFile.RequireFiles([path]);
    }

    /// <summary>Stores a result, at once and whole.</summary>
    public void Store(string folder, RunResult result)
    {
        string path = File(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string json = JsonSerializer.Serialize(result, RunResultContext.Default.RunResult);
        TextFile.Write(path, json + "\n");
    }

    private static InputException Differs(string path, string how) =>
        new($"{path} {how}: name another folder with --output, or repeat these runs with --force.");
}
