using System.CommandLine;
using Ctre.Cli.Options;
using Ctre.Cli.Rendering;
using Ctre.Cli.Runs;
using Ctre.Data;
using Ctre.Files;

namespace Ctre.Cli.Commands;

/// <summary><c>ctre predict</c>: writes a model's prediction for each row of a data set.</summary>
internal sealed class PredictCommand : CtreCommand
{
    // What is kept of a row besides its probabilities.
    private const double PredictionBytes = 72;

    private readonly Terminal terminal;
    private readonly ModelArgument model = new();
    private readonly DataOptions data = new();
    private readonly ThreadOption threads = new();
    private readonly Option<string> output = new("--output")
    {
        Description = "CSV file to write, replaced if it is there. Default: stdout.",
        HelpName = "file",
    };

    private readonly Option<bool> probabilities = new("--probabilities") { Description = "add a column p_<class> per class" };

    public PredictCommand(Terminal terminal)
        : base(
            "predict",
            "Predicts the class of each row, in order, as CSV. The data may lack the label column; if there is one, it is ignored.")
    {
        this.terminal = terminal;
        model.AddTo(this);
        data.AddTo(this);
        Add(output);
        Add(probabilities);
        threads.AddTo(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "ctre predict runs/madelon-ctre-sim-0 new-rows.csv --output predictions.csv",
        "ctre predict model.safetensors new-rows.csv --probabilities | head",
    ];

    protected override int Run(ParseResult parse)
    {
        using var interruption = Interruption.AtOnce();
        int workers = threads.Read(parse);
        (SparseModel trained, _) = model.Read(parse);
        double kept = PredictionBytes + (sizeof(float) * (double)trained.ClassNames.Count);
        Dataset rows = data.ReadRows(parse, trained, skipLabels: true, kept, terminal);
        var table = new PredictionTable(trained.ClassNames, trained.Predict(rows, workers), parse.GetValue(probabilities));
        if (parse.GetValue(output) is { } path)
        {
            interruption.LetFinish();
            AtomicFile.Write(path, table.Write);
        }
        else
        {
            Terminal.WriteBytes(table.Write);
        }

        return 0;
    }
}
