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
    // The labels of the model beside those of the data.
    private const double LabelBytes = sizeof(int);

    private readonly Terminal terminal;
    private readonly ModelArgument model = new();
    private readonly DataOptions data = new();
    private readonly ThreadOption threads = new();
    private readonly JsonOption json = new();
    private readonly WordOption<bool> rows = new(
        "--rows",
        "the rows to measure of data that the model was trained on: those that were held out for testing, or all, most of which it knows",
        ("held-out", false), ("all", true));

    public EvaluateCommand(Terminal terminal)
        : base(
            "evaluate",
            "Measures a model on labeled data: the test part if the data has one, else all rows; of the data that the model was trained on "
            + "the rows that were held out. Classes are matched by name.")
    {
        this.terminal = terminal;
        model.AddTo(this);
        data.AddTo(this);
        threads.AddTo(this);
        Add(rows);
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
        bool takesAll = rows.Read(parse);
        Dataset measured = data.ReadRows(parse, trained, skipLabels: false, LabelBytes, terminal);
        if (!measured.IsLabeled)
        {
            throw new InputException($"{measured.Name} has no labels beside its {measured.Features} features: "
                + "name their column with --label, or use ctre predict.");
        }

        bool isKnown = trained.WasTrainedOn(measured), isHeldOut = isKnown && trained.HasHeldOutRows && !takesAll;
        Evaluation evaluation = isHeldOut ? trained.EvaluateHeldOut(measured, workers) : trained.Evaluate(measured, workers);
        string[] warnings = isKnown && !isHeldOut
            ? [$"the model was trained on rows of {measured.Name}: its accuracy on others is lower than on these"]
            : [];
        json.Write(
            parse, terminal, () => ToJson(evaluation, isHeldOut, warnings),
            console =>
            {
                EvaluationTables.Show(evaluation, console);
                foreach (string warning in warnings) console.Line($"warning: {warning}");
            });
        if (isHeldOut)
        {
            terminal.Note($"{measured.Name} is what the model was trained on: measured are the {evaluation.Samples} of its "
                + $"{measured.Rows} rows that were held out (--rows all measures all)");
        }

        return 0;
    }

    private static JsonObject ToJson(Evaluation evaluation, bool isHeldOut, string[] warnings)
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
            ["rows"] = isHeldOut ? "held-out" : "all",
            ["warnings"] = JsonText.Texts(warnings),
        };
    }
}
