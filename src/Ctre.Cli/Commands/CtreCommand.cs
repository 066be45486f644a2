using System.CommandLine;

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
    protected CtreCommand(string name, string description) : base(name, description) => SetAction(Run);

    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Does the work.</summary>
    protected abstract int Run(ParseResult parse);
}
