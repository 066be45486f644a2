using System.CommandLine;
using Ctre.Cli.Options;

namespace Ctre.Cli.Commands;

/// <summary>A command that shows examples in its help.</summary>
internal interface IHasExamples
{
    /// <summary>Whole command lines that work.</summary>
    public IReadOnlyList<string> Examples { get; }
}

/// <summary>A command under <c>ctre</c>.</summary>
internal abstract class CtreCommand : Command, IHasExamples
{
    /// <summary>What makes a run of training take less.</summary>
    protected const string RunsWithLess =
        "use fewer or smaller --hidden layers, a lower --density or --epsilon, or a smaller --batch-size";

    protected CtreCommand(string name, string description) : base(name, description) => SetAction(Guarded);

    /// <summary>What a user can do where there is not enough memory for this command.</summary>
    protected virtual string LessMemory => "leave columns of a table out (--ignore), give fewer rows, or free some memory";

    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Does the work.</summary>
    protected abstract int Run(ParseResult parse);

    private int Guarded(ParseResult parse)
    {
        ExactText.RequireCurrentFolder();
        try
        {
            return Run(parse);
        }
        catch (OutOfMemoryException exception)
        {
            throw new InputException($"there is not enough memory for this: {LessMemory}.", exception);
        }
    }
}
