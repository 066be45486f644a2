namespace Ctre.Cli.Comparison;

/// <summary>What a comparison is to run: data sets × methods × densities × seeds, with the recipe of each run.</summary>
internal sealed class ComparisonPlan
{
    /// <summary>The data sets.</summary>
    public required IReadOnlyList<ComparedData> Data { get; init; }

    /// <summary>The methods.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>One change of a recipe for each ε or density.</summary>
    public required IReadOnlyList<Func<Recipe, Recipe>> Connectivities { get; init; }

    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>The preset.</summary>
    public required Recipe Start { get; init; }

    /// <summary>The recipe with options given as words: a candidate of a search, or its winner.</summary>
    public required Func<Recipe, string, Recipe> Apply { get; init; }

    /// <summary>The recipe with the user's options, which override everything else.</summary>
    public required Func<ComparedData, Recipe, Recipe> Finish { get; init; }

    /// <summary>The same for a trial of a search.</summary>
    public required Func<ComparedData, Recipe, Recipe> FinishTrial { get; init; }

    /// <summary>The runs of the search for settings: every candidate for every method, data set and density.</summary>
    public IReadOnlyList<PlannedRun> Trials() =>
    [
        .. Combinations().SelectMany(one => Tuning.Candidates.Select((words, t) =>
            new PlannedRun(one.Data, FinishTrial(one.Data, Apply(one.Recipe, words)) with { Seed = Tuning.Seed }, $"t{t}"))),
    ];

    /// <summary>The runs that are compared.</summary>
    /// <param name="tuned">Settings for each method; empty if all have those of the preset.</param>
    /// <param name="missing">Receives what has no settings.</param>
    public IReadOnlyList<PlannedRun> Cells(IReadOnlyList<TunedSettings> tuned, Action<PlannedRun> missing)
    {
        var cells = new List<PlannedRun>();
        foreach ((ComparedData data, Recipe recipe) in Combinations())
        {
            var plain = new PlannedRun(data, Finish(data, recipe), "");
            TunedSettings? found = tuned.FirstOrDefault(one => one.IsFor(plain));
            if (found is null && tuned.Count > 0) missing(plain);
            Recipe finished = found is null ? plain.Recipe : Finish(data, Apply(recipe, found.Options));
            cells.AddRange(Seeds.Select(seed => new PlannedRun(data, finished with { Seed = seed }, $"s{seed}")));
        }

        return cells;
    }

    // Every combination once: dense is the same at every density.
    private IEnumerable<(ComparedData Data, Recipe Recipe)> Combinations() =>
        from data in Data
        from method in Methods
        from recipe in Connectivities.Select(connect => connect(Start with { Method = method, Scale = data.PreferredScaler }))
            .DistinctBy(PlannedRun.ConnectivityOf)
        select (data, recipe);
}
