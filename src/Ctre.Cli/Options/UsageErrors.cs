using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ctre.Cli.Options;

/// <summary>Finds errors in a command line before anything runs, and reports them in one line.</summary>
internal static class UsageErrors
{
    /// <summary>Throws if the command line cannot be carried out.</summary>
    /// <exception cref="InputException">The command line is wrong; the message says what, and what was perhaps meant.</exception>
    public static void Check(ParseResult parse)
    {
        Command command = parse.CommandResult.Command;
        bool isCommand = parse.Errors.Count > 0 || parse.Action == command.Action;
        if (isCommand && Explain(parse, command) is { } message) throw new InputException(message);
    }

    private static string? Explain(ParseResult parse, Command command) =>
        UnknownOption(parse, command)
        ?? UnknownCommand(parse, command)
        ?? WrongCount(parse)
        ?? (parse.UnmatchedTokens.Count > 0 ? $"unexpected argument '{parse.UnmatchedTokens[0]}'; see {Help(command)}." : null)
        ?? MissingArgument(parse, command)
        ?? EmptyWord(parse, command)
        ?? (parse.Errors.Count > 0 ? parse.Errors[0].Message : null);

    // An unknown option may have been taken for an argument: `ctre inspect --jsn` would look for a file of that name.
    private static string? UnknownOption(ParseResult parse, Command command)
    {
        if (parse.Tokens.Any(token => token.Type == TokenType.DoubleDash)) return null;
        IEnumerable<string> arguments = parse.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens).Select(token => token.Value);
        string? unknown = parse.UnmatchedTokens.Concat(arguments).FirstOrDefault(word => word.Length > 1 && word[0] == '-');
        if (unknown is null) return null;
        unknown = unknown.Split('=', ':')[0];
        IEnumerable<string> names = command.Options.Where(option => !option.Hidden)
            .SelectMany(option => option.Aliases.Append(option.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal));
        return $"unknown option {unknown}{Suggestion.For(unknown, names)} See {Help(command)}.";
    }

    private static string? UnknownCommand(ParseResult parse, Command command)
    {
        if (command.Subcommands.Count == 0 || parse.UnmatchedTokens.Count == 0) return null;
        string unknown = parse.UnmatchedTokens[0];
        string[] known = [.. command.Subcommands.Select(sub => sub.Name)];
        return $"unknown command '{unknown}'{Suggestion.For(unknown, known)} The commands are {EnglishList.Join(known, "and")}.";
    }

    private static string? WrongCount(ParseResult parse)
    {
        foreach (OptionResult option in parse.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit))
        {
            string name = option.Name();
            if (option.Tokens.Count < option.Option.Arity.MinimumNumberOfValues) return $"{name} needs a value.";
            if (option.Tokens.Count > option.Option.Arity.MaximumNumberOfValues)
                return $"{name} is given {option.Tokens.Count} times; give it once.";
        }

        return null;
    }

    private static string? MissingArgument(ParseResult parse, Command command)
    {
        Argument? missing = command.Arguments.FirstOrDefault(
            argument => argument.Arity.MinimumNumberOfValues > 0 && parse.GetResult(argument) is not { Tokens.Count: > 0 });
        if (missing is null) return null;
        string usage = string.Join(' ', command.Arguments.Select(argument => argument.Name));
        return $"{missing.Name} is missing: {PathOf(command)} {usage} [options]; see {Help(command)}.";
    }

    // A shell variable that is not set leaves an empty word; no name is empty.
    private static string? EmptyWord(ParseResult parse, Command command)
    {
        SymbolResult? empty = parse.CommandResult.Children
            .FirstOrDefault(child => child.Tokens.Any(token => token.Value.Length == 0));
        string? name = empty switch
        {
            ArgumentResult argument => argument.Argument.Name,
            OptionResult option => option.Name(),
            _ => null,
        };
        return name is null ? null : $"{name} is empty: it needs a value; see {Help(command)}.";
    }

    private static string Help(Command command) => $"{PathOf(command)} --help";

    /// <summary>The words by which a command is called: <c>ctre data get</c>. The root is called like the file that runs.</summary>
    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : "ctre";
}
