using System.CommandLine;

namespace Ctre.Cli.Options;

/// <summary>An option whose value is one of some words, the first of which is the default.</summary>
/// <typeparam name="T">What the words stand for.</typeparam>
internal sealed class WordOption<T> : Option<string>
{
    private readonly (string Word, T Value)[] words;

    /// <param name="name">The name, with its dashes.</param>
    /// <param name="help">What it means.</param>
    /// <param name="words">The words with what they stand for.</param>
    public WordOption(string name, string help, params (string Word, T Value)[] words) : base(name)
    {
        this.words = words;
        Description = $"{help}; {Allowed}. Default {words[0].Word}.";
        HelpName = "word";
    }

    private string Allowed => EnglishList.Join([.. words.Select(known => known.Word)], "or");

    /// <summary>What the user's word stands for, or the default.</summary>
    /// <exception cref="InputException">The word is none of these.</exception>
    public T Read(ParseResult parse)
    {
        if (parse.GetValue(this) is not { } text) return words[0].Value;
        int index = Array.FindIndex(words, known => known.Word == text);
        return index >= 0 ? words[index].Value : throw new InputException($"{Name} {text}: must be {Allowed}.");
    }
}
