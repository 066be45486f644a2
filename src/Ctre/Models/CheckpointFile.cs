using System.Globalization;
using System.Text.Json;
using Ctre.Data;
using Ctre.Files;
using Ctre.Layers;
using Ctre.Models.Safetensors;
using Ctre.Optimization;
using Ctre.Training;

namespace Ctre.Models;

/// <summary>
/// A checkpoint as a safetensors file: the network as it is (see <see cref="NetworkTensors"/>), that of the best epoch behind <c>best.</c>,
/// <c>optimizer.l.weights.s</c> [connections] and <c>optimizer.l.biases.s</c> [outputs] for each layer l and state s, and in the metadata
/// the position, the reports, what the method remembers, the recipe, and notes of whoever saved it.
/// </summary>
public static class CheckpointFile
{
    private const string Format = "ctre-checkpoint", Best = "best.", Note = "note.";
    private const int Version = 3;

    /// <summary>Writes a checkpoint, atomically: the old file is kept until the new one is complete.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="path">Where to.</param>
    /// <param name="notes">What else is to be stored, by key.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Save(Checkpoint checkpoint, string path, IReadOnlyDictionary<string, string> notes)
    {
        TrainingState state = checkpoint.State;
        var metadata = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["format_version"] = Shown(Version),
            ["recipe"] = checkpoint.Recipe.ToJson().ToJsonString(),
            ["is_begun"] = Shown(state.IsBegun ? 1 : 0),
            ["epoch"] = Shown(state.Epoch),
            ["row"] = Shown(state.Row),
            ["steps"] = Shown(state.Steps),
            ["loss_sum"] = Shown(state.LossSum),
            ["right"] = Shown(state.Right),
            ["best_epoch"] = Shown(state.BestEpoch),
            ["best_score"] = Shown(state.BestScore),
            ["reports"] = JsonSerializer.Serialize(state.Reports, ReportContext.Default.ListEpochReport),
            ["method_state"] = string.Join(' ', checkpoint.MethodState.Select(Shown)),
            ["is_settled"] = Shown(checkpoint.IsSettled ? 1 : 0),
            ["optimizer_steps"] = Shown(checkpoint.Optimizer.Steps),
        };
        foreach ((string key, string note) in notes) metadata[Note + key] = note;

        var tensors = new Dictionary<string, Tensor>();
        if (state.IsBegun)
        {
            metadata["inputs"] = Shown(checkpoint.Network.Inputs);
            NetworkTensors.Add(tensors, checkpoint.Network);
            if (state.Best is { } best) NetworkTensors.Add(tensors, best, Best);
            Add(tensors, "weights", checkpoint.Optimizer.Weights);
            Add(tensors, "biases", checkpoint.Optimizer.Biases);
        }

        AtomicFile.Write(path, new SafetensorsContent(metadata, tensors).Write);
    }

    /// <summary>Reads and checks a checkpoint.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote.</param>
    /// <returns>The checkpoint and the notes.</returns>
    /// <exception cref="InputException">The file is missing, damaged, newer or older than this version, or no checkpoint.</exception>
    public static (Checkpoint Checkpoint, IReadOnlyDictionary<string, string> Notes) Load(string path) =>
        SafetensorsFile.Load(path, "checkpoint", Accept, Read);

    private static void Accept(SafetensorsContent file)
    {
        if (file.Text("format") != Format)
            throw new InputException($"its format is {CellText.Quote(file.Text("format"))}, expected '{Format}'.");
        int version = file.Number("format_version");
        if (version < Version) throw new InputException($"it has format version {version}, of an older Ctre; begin the run again.");
        if (version > Version)
            throw new InputException($"it has format version {version}, this program knows up to {Version}; update Ctre.");
    }

    private static (Checkpoint, IReadOnlyDictionary<string, string>) Read(SafetensorsContent file)
    {
        Recipe recipe = Recipe.Parse(file.Text("recipe"));
        List<EpochReport> reports = JsonSerializer.Deserialize(file.Text("reports"), ReportContext.Default.ListEpochReport)
            ?? throw new InputException("its 'reports' are not a list.");
        var state = new TrainingState
        {
            IsBegun = file.Number("is_begun") != 0,
            Epoch = file.Number("epoch"),
            Row = file.Number("row"),
            Steps = (long)Real(file, "steps"),
            LossSum = Real(file, "loss_sum"),
            Right = file.Number("right"),
            BestEpoch = file.Number("best_epoch"),
            BestScore = Real(file, "best_score"),
            Reports = reports,
        };
        bool isConsistent = state.Epoch >= 1 && state.Epoch - 1 <= recipe.Epochs && reports.Count == state.Epoch - 1
            && state.BestEpoch < state.Epoch
            && (state.BestEpoch > 0 || state.Epoch <= recipe.Epochs);
        if (!isConsistent || reports.Where((report, i) => report.Epoch != i + 1).Any())
            throw new InputException($"epoch {state.Epoch}, {reports.Count} reports and best epoch {state.BestEpoch} don't fit together.");

        double[] methodState =
        [
            .. file.Text("method_state").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => Real(text, "method_state")),
        ];
        bool isSettled = file.Number("is_settled") != 0;
        var notes = file.Metadata.Where(entry => entry.Key.StartsWith(Note, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[Note.Length..], entry => entry.Value);
        if (!state.IsBegun) return (new Checkpoint(recipe, state, Nothing, new OptimizerState(0, [], []), methodState, isSettled), notes);

        int inputs = file.Number("inputs");
        Network network = NetworkTensors.Read(file, recipe, inputs);
        if (state.BestEpoch > 0) state.Best = NetworkTensors.Read(file, recipe, inputs, Best);
        var optimizer = new OptimizerState(
            (long)Real(file, "optimizer_steps"), States(file, "weights", network.Layers.Count),
            States(file, "biases", network.Layers.Count));
        return (new Checkpoint(recipe, state, network, optimizer, methodState, isSettled), notes);
    }

    /// <summary>Stands for the network of a run that has not begun.</summary>
    private static Network Nothing => new([new SparseLayer(Sparse.Connections.Complete(1, 1), [0], [0])], Kernels.Activations.Linear);

    private static void Add(Dictionary<string, Tensor> tensors, string kind, float[][][] states)
    {
        for (int l = 0; l < states.Length; l++)
            for (int s = 0; s < states[l].Length; s++) tensors[$"optimizer.{l}.{kind}.{s}"] = Tensor.Of(states[l][s]);
    }

    /// <summary>As many states as the file has of each layer: how many a kind of optimizer keeps is checked when it takes them.</summary>
    private static float[][][] States(SafetensorsContent file, string kind, int layers) =>
    [
        .. Enumerable.Range(0, layers).Select(l => Enumerable.Range(0, file.Tensors.Count).Select(s => $"optimizer.{l}.{kind}.{s}")
            .TakeWhile(file.Tensors.ContainsKey).Select(file.Finite).ToArray()),
    ];

    private static string Shown<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);

    private static double Real(SafetensorsContent file, string key) => Real(file.Text(key), key);

    private static double Real(string text, string key) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new InputException($"its '{key}' is '{text}', not a finite number.");
}
