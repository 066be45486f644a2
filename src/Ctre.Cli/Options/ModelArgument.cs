using System.CommandLine;
using Ctre.Cli.Runs;

namespace Ctre.Cli.Options;

/// <summary>The model that a command works with: a model file, or the folder of a run.</summary>
internal sealed class ModelArgument
{
    private readonly Argument<string> argument = new("MODEL")
    {
        Description = $"a model file, or the folder of a run, which holds {RunFolder.ModelName}",
    };

    public void AddTo(Command command) => command.Add(argument);

    /// <summary>Reads the model.</summary>
    /// <returns>The model and the path of its file.</returns>
    /// <exception cref="InputException">There is no sound model there.</exception>
    public (SparseModel Model, string Path) Read(ParseResult parse)
    {
        string path = parse.GetValue(argument)!;
        if (Directory.Exists(path))
        {
            string inside = Path.Combine(path, RunFolder.ModelName);
            path = File.Exists(inside)
                ? inside
                : throw new InputException(File.Exists(Path.Combine(path, RunFolder.CheckpointName))
                    ? $"{path} holds no {RunFolder.ModelName} yet: its run has no best epoch so far."
                    : $"{path} holds no {RunFolder.ModelName}: it is not the folder of a run.");
        }

        return (SparseModel.Load(path), path);
    }
}
