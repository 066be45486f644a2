using System.CommandLine;

namespace Ctre.Cli.Options;

/// <summary>The option that sets one field of a recipe.</summary>
internal sealed class RecipeOption : Option<string>
{
    private readonly RecipeField field;

    public RecipeOption(RecipeField field) : base(field.OptionNames[0], field.OptionNames[1..])
    {
        this.field = field;
        string byDefault = field.ToText(Recipe.Default), byPaper = field.ToText(Recipe.CtrePaper);
        if (byDefault.Length > 0) byDefault = $" Default {byDefault}{(byPaper == byDefault ? "" : $" (ctre-paper: {byPaper})")}.";
        Description = $"{field.Help}; {field.Allowed}.{byDefault}";
        HelpName = field.Placeholder;
    }

    /// <summary>The recipe with the user's value, or as it was if there is none.</summary>
    /// <exception cref="InputException">The value is not allowed.</exception>
    public Recipe Apply(Recipe recipe, ParseResult parse) =>
        parse.NameOf(this) is { } name ? Apply(recipe, name, parse.GetValue(this)!) : recipe;

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
}
