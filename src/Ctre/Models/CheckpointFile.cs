using System.Globalization;
using Ctre.Data;
using Ctre.Files;
using Ctre.Layers;
using Ctre.Models.Safetensors;
using Ctre.Optimization;
using Ctre.Training;

namespace Ctre.Models;

/// <summary>
/// A checkpoint as a safetensors file: the network as it is (see <see cref="NetworkTensors"/>), that of the best epoch behind <c>best.</c>,
/// <c>optimizer.l.weights.s</c> [connections] and <c>optimizer.l.biases.s</c> [outputs] for each layer l and state s, the reports (see
/// <see cref="ReportTensors"/>), that of the best epoch behind <c>best.</c>, and <c>method_state</c>; in the metadata the position, the
/// recipe, the fingerprint of the data, and notes of whoever saved it. What follows from these is not stored.
/// </summary>
public static class CheckpointFile
{
    private const string Format = "ctre-checkpoint", Best = "best.", Note = "note.";
    private const int Version = 4, MostNotes = 16;

    /// <summary>Writes a checkpoint, atomically: the old file is kept until the new one is complete.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="path">Where to.</param>
    /// <param name="notes">What else is to be stored, by key.</param>
    /// <exception cref="InputException">It cannot be written, or there are more than 16 notes or longer ones than a megabyte.</exception>
    public static void Save(Checkpoint checkpoint, string path, IReadOnlyDictionary<string, string> notes)
    {
        if (notes.Count > MostNotes) throw new InputException($"{notes.Count} notes are to be saved; {MostNotes} are allowed.");
        AtomicFile.Write(path, Content(checkpoint, notes).Write);
    }

    /// <summary>Reads and checks a checkpoint.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote.</param>
    /// <returns>The checkpoint and the notes.</returns>
    /// <exception cref="InputException">The file is missing, damaged, newer or older than this version, or no checkpoint.</exception>
    public static (Checkpoint Checkpoint, IReadOnlyDictionary<string, string> Notes) Load(string path) =>
        SafetensorsFile.Load(path, "checkpoint", Accept, Read);

    /// <summary>Makes sure that all checkpoints of a run can be read back.</summary>
    /// <param name="network">The network of the run.</param>
    /// <param name="optimizerStates">Numbers that the optimizer remembers of each parameter.</param>
    /// <exception cref="InputException">The network has too many layers.</exception>
    internal static void RequireReadable(Network network, int optimizerStates)
    {
        float[][][] remembered = [.. network.Layers.Select(_ => Enumerable.Repeat(Array.Empty<float>(), optimizerStates).ToArray())];
        Dictionary<string, Tensor> tensors = [];
        AddNetworks(tensors, network, network, new OptimizerState(remembered, remembered));
        // Reports and what the method remembers: a few tensors more.
        for (int i = 0; i < 16; i++) tensors[$"more.{i}"] = Tensor.Of(Array.Empty<double>());
        new SafetensorsContent(new Dictionary<string, string>(), tensors).RequireReadable();
    }

    private static SafetensorsContent Content(Checkpoint checkpoint, IReadOnlyDictionary<string, string> notes)
    {
        TrainingState state = checkpoint.State;
        RunTotals totals = state.History.Totals;
        var metadata = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["format_version"] = Shown(Version),
            ["recipe"] = checkpoint.Recipe.ToJson().ToJsonString(),
            ["data_shape"] = checkpoint.Data.Shape,
            ["data_digest"] = checkpoint.Data.Digest,
            ["row"] = Shown(state.Row),
            ["loss_sum"] = Shown(state.LossSum),
            ["right"] = Shown(state.Right),
            ["epochs"] = Shown(totals.Epochs),
            ["training_seconds"] = Shown(totals.TrainingSeconds),
            ["evaluation_seconds"] = Shown(totals.EvaluationSeconds),
            ["topology_seconds"] = Shown(totals.TopologySeconds),
            ["is_settled"] = Shown(checkpoint.IsSettled ? 1 : 0),
        };
        foreach ((string key, string note) in notes) metadata[Note + key] = note;

        var tensors = new Dictionary<string, Tensor>();
        if (state.IsBegun)
        {
            metadata["inputs"] = Shown(checkpoint.Network.Inputs);
            AddNetworks(tensors, checkpoint.Network, state.Best, checkpoint.Optimizer);
            ReportTensors.Add(tensors, state.History.Reports);
            if (state.BestReport is { } report) ReportTensors.Add(tensors, [report], Best);
            tensors["method_state"] = Tensor.Of([.. checkpoint.MethodState]);
        }

        return new SafetensorsContent(metadata, tensors);
    }

    private static void AddNetworks(Dictionary<string, Tensor> tensors, Network network, Network? best, OptimizerState optimizer)
    {
        NetworkTensors.Add(tensors, network);
        if (best is not null) NetworkTensors.Add(tensors, best, Best);
        Add(tensors, "weights", optimizer.Weights);
        Add(tensors, "biases", optimizer.Biases);
    }

    private static void Accept(SafetensorsContent file)
    {
        if (file.Text("format") != Format)
            throw new InputException($"its format is {CellText.Quote(file.Text("format"))}, expected '{Format}'.");
        int version = file.Integer("format_version");
        if (version < Version) throw new InputException($"it has format version {version}, of an older Ctre; begin the run again.");
        if (version > Version)
            throw new InputException($"it has format version {version}, this program knows up to {Version}; update Ctre.");
    }

    private static (Checkpoint, IReadOnlyDictionary<string, string>) Read(SafetensorsContent file)
    {
        Recipe recipe = Recipe.Parse(file.Text("recipe"));
        var data = new DataIdentity(CellText.Line(file.Text("data_shape")), file.Text("data_digest"));
        bool isSettled = file.Integer("is_settled", most: 1) == 1;
        TrainingState state = State(file, recipe);
        string[] noted = [.. file.Metadata.Keys.Where(key => key.StartsWith(Note, StringComparison.Ordinal)).Take(MostNotes + 1)];
        if (noted.Length > MostNotes) throw new InputException($"it has more than {MostNotes} notes.");
        var notes = noted.ToDictionary(key => key[Note.Length..], file.Text);
        if (!file.Metadata.ContainsKey("inputs"))
        {
            return state is { Epoch: 1, Row: 0 }
                ? (new Checkpoint(recipe, data, state, Nothing, OptimizerState.None, [], isSettled), notes)
                : throw new InputException("it has no network.");
        }

        int inputs = file.Integer("inputs", least: 1);
        state.IsBegun = true;
        Network network = NetworkTensors.Read(file, recipe, inputs);
        if (state.BestReport is not null) state.Best = NetworkTensors.Read(file, recipe, inputs, Best);
        double[] methodState = file.Doubles("method_state");
        if (!Array.TrueForAll(methodState, double.IsFinite))
            throw new InputException("its 'method_state' holds a number that is not finite.");
        var optimizer = new OptimizerState(States(file, "weights", network.Layers.Count), States(file, "biases", network.Layers.Count));
        return (new Checkpoint(recipe, data, state, network, optimizer, methodState, isSettled), notes);
    }

    private static TrainingState State(SafetensorsContent file, Recipe recipe)
    {
        int layers = recipe.Hidden.Count + 1;
        var totals = new RunTotals(
            file.Integer("epochs", most: recipe.Epochs), file.Number("training_seconds", Interval.NotNegative),
            file.Number("evaluation_seconds", Interval.NotNegative), file.Number("topology_seconds", Interval.NotNegative));
        IReadOnlyList<EpochReport> reports = totals.Epochs == 0 ? [] : ReportTensors.Read(file, EpochHistory.MostKept(layers) + 1, layers);
        int row = file.Integer("row", most: totals.Epochs < recipe.Epochs ? int.MaxValue : 0);
        var state = new TrainingState(EpochHistory.Of(reports, totals, layers))
        {
            Row = row,
            Right = file.Integer("right", most: row),
            LossSum = file.Number("loss_sum", row == 0 ? new Interval(0, 0) : Interval.NotNegative),
            BestReport = ReportTensors.Has(file, Best) ? ReportTensors.Read(file, 1, layers, Best).Single() : null,
        };
        if (state.BestReport is { } best && !state.History.MayHold(best))
            throw new InputException($"its report of the best epoch, {best.Epoch}, does not fit the others.");
        if (state.BestReport is null && totals.Epochs == recipe.Epochs)
            throw new InputException("all epochs are over and none is the best.");
        return state;
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
}
