using System.CommandLine;
using System.Text.Json.Nodes;
using Ctre.Cli.Options;
using Ctre.Cli.Rendering;
using Ctre.Cli.Runs;
using Ctre.Data;
using Ctre.Training;

namespace Ctre.Cli.Commands;

/// <summary><c>ctre evaluate</c>: compares a model's predictions with the labels of a data set.</summary>
internal sealed class EvaluateCommand : CtreCommand
{
    private readonly Terminal terminal;
    private readonly ModelArgument model = new();
    private readonly DataOptions data = new();
    private readonly ThreadOption threads = new();
    private readonly JsonOption json = new();

    public EvaluateCommand(Terminal terminal)
        : base(
            "evaluate",
            "Measures a model on labeled data: the test part if the data has one, else all rows. Classes are matched by name.")
    {
        this.terminal = terminal;
        model.AddTo(this);
        data.AddTo(this);
        threads.AddTo(this);
        Add(json);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "ctre evaluate runs/madelon-ctre-sim-0 madelon",
        "ctre evaluate model.safetensors test.csv --label outcome --json",
    ];

    protected override int Run(ParseResult parse)
    {
        using var interruption = Interruption.AtOnce();
        int workers = threads.Read(parse);
        (SparseModel trained, _) = model.Read(parse);
        Dataset rows = data.ReadRows(parse, trained, skipLabels: false, terminal);
        if (!rows.IsLabeled)
        {
            throw new InputException($"{rows.Name} has no labels beside its {rows.Features} features: "
                + "name their column with --label, or use ctre predict.");
        }

        Evaluation evaluation = trained.Evaluate(rows, workers);
        json.Write(parse, terminal, () => ToJson(evaluation), console => EvaluationTables.Show(evaluation, console));
        return 0;
    }

    private static JsonObject ToJson(Evaluation evaluation)
    {
        int[] classes = [.. Enumerable.Range(0, evaluation.ClassNames.Count)];
        return new JsonObject
        {
            ["accuracy"] = evaluation.Accuracy,
            ["loss"] = JsonText.Number(evaluation.Loss),
            ["samples"] = evaluation.Samples,
            ["confusion"] = new JsonArray([.. classes.Select(actual =>
                new JsonArray([.. classes.Select(predicted => JsonValue.Create(evaluation.Confusion(actual, predicted)))]))]),
            ["perClass"] = new JsonArray([.. evaluation.PerClass.Select(one => new JsonObject
            {
                ["name"] = one.Name,
                ["precision"] = one.Precision,
                ["recall"] = one.Recall,
                ["f1"] = one.F1,
                ["support"] = one.Support,
            })]),
            ["macroF1"] = evaluation.MacroF1,
            ["balancedAccuracy"] = evaluation.BalancedAccuracy,
        };
    }
}
