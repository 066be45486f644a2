using System.CommandLine;

namespace Ctre.Cli.Options;

/// <summary>The option that sets one field of a recipe.</summary>
internal sealed class RecipeOption
{
    private readonly RecipeField field;

    public RecipeOption(RecipeField field)
    {
        this.field = field;
        string[] names = field.OptionNames;
        Option = field.IsSwitch ? new Option<bool>(names[0], names[1..]) : new Option<string>(names[0], names[1..]);
        string byDefault = field.ToText(Recipe.Default), byPaper = field.ToText(Recipe.CtrePaper);
        if (byDefault.Length > 0) byDefault = $" Default {byDefault}{(byPaper == byDefault ? "" : $" (ctre-paper: {byPaper})")}.";
        Option.Description = field.IsSwitch ? $"{field.Help}. Default no." : $"{field.Help}; {field.Allowed}.{byDefault}";
        Option.HelpName = field.IsSwitch ? null : field.Placeholder;
    }

    /// <summary>The option on the command line.</summary>
    public Option Option { get; }

    /// <summary>Its usual name.</summary>
    public string Name => Option.Name;

    /// <summary>The option as the user gave it, name and value; null if it is not given.</summary>
    public string? Given(ParseResult parse) =>
        parse.NameOf(Option) is { } name ? field.IsSwitch ? name : $"{name} {Value(parse)}" : null;

    /// <summary>The recipe with the user's value, or as it was if there is none.</summary>
    /// <exception cref="InputException">The value is not allowed.</exception>
    public Recipe Apply(Recipe recipe, ParseResult parse) =>
        parse.NameOf(Option) is { } name ? Apply(recipe, name, Value(parse)) : recipe;

    /// <summary>The recipe with a value of this option.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="name">What to call the option in an error.</param>
    /// <param name="text">The value.</param>
    /// <exception cref="InputException">The value is not allowed.</exception>
    public Recipe Apply(Recipe recipe, string name, string text)
    {
        try
        {
            return field.FromText(recipe, text);
        }
        catch (FormatException exception) when (field.Property == nameof(Recipe.Method))
        {
            string[] known = [.. Methods.All.Select(method => method.Name)];
            throw new InputException(
                $"{name} {text}: there is no such method{Suggestion.For(text, known)} The methods are {EnglishList.Join(known, "and")}.",
                exception);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new InputException($"{name} {text}: must be {field.Kind}{field.Allowed}.", exception);
        }
        catch (ArgumentException exception)
        {
            throw new InputException($"{name} {text}: must be {field.Allowed}.", exception);
        }
    }

    // A switch needs no value.
    private string Value(ParseResult parse) => parse.GetResult(Option)!.Tokens is [.., var last] ? last.Value : bool.TrueString;
}
