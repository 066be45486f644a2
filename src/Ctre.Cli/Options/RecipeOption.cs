using System.CommandLine;
using System.Globalization;
using Ctre.Cli.Rendering;

namespace Ctre.Cli.Options;

/// <summary>One option of the command line that sets one part of a recipe.</summary>
internal sealed class RecipeOption
{
    private readonly Func<Recipe, string, Recipe> set;
    private readonly string allowed, kind;

    private RecipeOption(
        string names, string placeholder, string kind, string allowed, string help,
        Func<Recipe, string> show, Func<Recipe, string, Recipe> set)
    {
        this.set = set;
        this.kind = kind;
        this.allowed = allowed;
        string[] all = names.Split(' ');
        string byDefault = show(Recipe.Default), byPaper = show(Recipe.CtrePaper);
        if (byDefault.Length > 0) byDefault = $" Default {byDefault}{(byPaper == byDefault ? "" : $" (ctre-paper: {byPaper})")}.";
        Option = new Option<string>(all[0], all[1..]) { Description = $"{help}; {allowed}.{byDefault}", HelpName = placeholder };
    }

    public Option<string> Option { get; }

    /// <summary>An option whose value is a number.</summary>
    public static RecipeOption Number(
        string names, string help, string allowed, Func<Recipe, double?> get, Func<Recipe, double, Recipe> set) =>
        new(names, "number", "a number ", allowed, help, r => get(r)?.ToString(CultureInfo.InvariantCulture) ?? "",
            (r, text) => set(r, OptionValue.Number(text)));

    /// <summary>An option whose value is an integer.</summary>
    public static RecipeOption Whole(
        string names, string help, string allowed, Func<Recipe, int> get, Func<Recipe, int, Recipe> set) =>
        new(names, "n", "an integer, ", allowed, help, r => get(r).ToString(CultureInfo.InvariantCulture),
            (r, text) => set(r, OptionValue.Whole(text)));

    /// <summary>An option whose value is one of the words of an enumeration.</summary>
    public static RecipeOption Word<T>(string names, string help, Func<Recipe, T> get, Func<Recipe, T, Recipe> set)
        where T : struct, Enum => new(
            names, "word", "", EnglishList.Join(EnumNames<T>.Words, "or"), help, r => EnumNames<T>.Of(get(r)),
            (r, text) => EnumNames<T>.TryParse(text, out T value) ? set(r, value) : throw new FormatException());

    /// <summary>An option with a form of its own.</summary>
    public static RecipeOption Special(
        string names, string placeholder, string help, string allowed, Func<Recipe, string> show, Func<Recipe, string, Recipe> set) =>
        new(names, placeholder, "", allowed, help, show, set);

    /// <summary>The name that the user typed; null if the option is not given.</summary>
    public string? Given(ParseResult parse) => parse.NameOf(Option);

    /// <summary>The recipe with the user's value, or as it was if there is none.</summary>
    /// <exception cref="InputException">The value is not allowed.</exception>
    public Recipe Apply(Recipe recipe, ParseResult parse) =>
        Given(parse) is { } name ? Apply(recipe, name, parse.GetValue(Option)!) : recipe;

    /// <summary>The recipe with a value of this option.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="name">What to call the option in an error.</param>
    /// <param name="text">The value.</param>
    /// <exception cref="InputException">The value is not allowed.</exception>
    public Recipe Apply(Recipe recipe, string name, string text)
    {
        try
        {
            return set(recipe, text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new InputException($"{name} {text}: must be {kind}{allowed}.", exception);
        }
        catch (ArgumentException exception)
        {
            throw new InputException($"{name} {text}: must be {allowed}.", exception);
        }
    }
}
