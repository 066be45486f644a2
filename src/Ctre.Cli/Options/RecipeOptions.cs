using System.CommandLine;

namespace Ctre.Cli.Options;

/// <summary>Every option that shapes a recipe: presets set defaults, explicit options win.</summary>
internal sealed class RecipeOptions
{
    private readonly RecipeOption[] all =
        [.. RecipeFields.All.Where(field => field.Options.Length > 0).Select(field => new RecipeOption(field))];

    private readonly WordOption<Recipe> preset = new(
        "--preset", "the settings that other options start from, the best measured or those of the CTRE paper",
        ("default", Recipe.Default), ("ctre-paper", Recipe.CtrePaper));

    public IEnumerable<Option> Options => all.Select(option => option.Option).Append(preset);

    /// <summary>The name by which the user chose a preset; null if none is chosen.</summary>
    public string? GivenPreset(ParseResult parse) => parse.NameOf(preset);

    /// <summary>The recipe that the command line asks for.</summary>
    /// <exception cref="InputException">A value is not allowed, or two options contradict each other.</exception>
    public Recipe Read(ParseResult parse)
    {
        RefuseTogether(parse, "--epsilon", "--density", "--sparsity");
        return Apply(preset.Read(parse), parse);
    }

    /// <summary>Checks that the options given agree with those that the run was begun with; they need not be complete.</summary>
    /// <exception cref="InputException">One asks for something else; the message names it.</exception>
    public void RequireSame(ParseResult parse, Recipe run)
    {
        if (GivenPreset(parse) is { } name && Read(parse).DifferenceFrom(run) is { } ofWhole)
            throw Differs($"{name} {parse.GetValue(preset)}", ofWhole);
        foreach (RecipeOption option in all)
            if (option.Given(parse) is { } given && option.Apply(run, parse).DifferenceFrom(run) is { } difference)
                throw Differs(given, difference);

        static InputException Differs(string option, string how) => new(
            $"{option}: the run was begun with other options, {how}; leave the option out, or begin another run.");
    }

    /// <summary>The recipe with what the command line asks for; its preset is ignored.</summary>
    /// <exception cref="InputException">A value is not allowed.</exception>
    public Recipe Apply(Recipe start, ParseResult parse)
    {
        Recipe recipe = all.Aggregate(start, (recipe, option) => option.Apply(recipe, parse));
        if (recipe.Distribution == DistributionKind.List && Given(parse, "--epsilon") is not null)
            throw new InputException(
                "--epsilon and --distribution with densities exclude each other: the list says how dense each layer is.");
        return recipe;
    }

    /// <summary>The recipe with options given as words: <c>--zeta 0.5 --batch-size 50</c>.</summary>
    /// <exception cref="InputException">There is no such option of a recipe, or its value is not allowed.</exception>
    public Recipe Apply(Recipe start, string words)
    {
        string[] parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length % 2 != 0) throw new InputException($"'{words}': options and values must alternate.");
        return parts.Chunk(2).Aggregate(start, (recipe, pair) =>
            all.FirstOrDefault(option => option.Name == pair[0]) is { } known
                ? known.Apply(recipe, pair[0], pair[1])
                : throw new InputException($"'{words}': {pair[0]} is not an option of a recipe."));
    }

    private void RefuseTogether(ParseResult parse, params string[] options)
    {
        string[] given = [.. options.Select(option => Given(parse, option)).OfType<string>()];
        if (given.Length > 1) throw new InputException($"{string.Join(" and ", given)} exclude each other: give one of them.");
    }

    private string? Given(ParseResult parse, string option) => parse.NameOf(all.First(one => one.Name == option).Option);
}
