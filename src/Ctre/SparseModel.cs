using Ctre.Data;
using Ctre.Files;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Losses;
using Ctre.Models;
using Ctre.Runs;
using Ctre.Training;

namespace Ctre;

/// <summary>A trained network with all that prediction needs: preprocessing, class names, and the recipe it was trained with.</summary>
public sealed class SparseModel
{
    private const int BatchCapacity = 128;
    private readonly Loss loss = Loss.Create(0);

    /// <summary>Creates a model.</summary>
    /// <param name="network">The network.</param>
    /// <param name="preprocessing">What happens to raw rows before the network sees them.</param>
    /// <param name="classNames">The classes, in the order of the outputs.</param>
    /// <param name="recipe">How the network was trained.</param>
    /// <param name="datasetName">The name of the data set it was trained on.</param>
    /// <param name="label">The label column of the table it was trained on; null if it was no table.</param>
    /// <exception cref="ArgumentException">
    /// Preprocessing or classes don't fit the network, or a name has more than 1,024 characters.
    /// </exception>
    public SparseModel(
        Network network, Preprocessing preprocessing, IReadOnlyList<string> classNames, Recipe recipe, string datasetName,
        LabelColumn? label = null)
    {
        if (preprocessing.Features != network.Inputs)
        {
            throw new ArgumentException(
                $"The preprocessing makes {preprocessing.Features} features, the network has {network.Inputs} inputs.",
                nameof(preprocessing));
        }

        if (classNames.Count != network.Classes)
            throw new ArgumentException($"{classNames.Count} class names for {network.Classes} outputs.", nameof(classNames));
        if (classNames.Count > Dataset.MaxClasses)
        {
            throw new ArgumentException(
                $"{classNames.Count} classes; at most {Dataset.MaxClasses} are supported.", nameof(classNames));
        }

        foreach (string className in classNames) NameLength.Checked(className, "a class");
        Network = network;
        Preprocessing = preprocessing;
        ClassNames = classNames;
        Recipe = recipe;
        DatasetName = NameLength.Checked(datasetName, "a data set");
        Label = label;
    }

    /// <summary>The model that a training run found best.</summary>
    /// <param name="result">The result of the run.</param>
    public SparseModel(TrainingResult result)
        : this(result.BestNetwork, result.Preprocessing, result.ClassNames, result.Recipe, result.DatasetName, result.Label) =>
        TrainedOn = result.Rows;

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>What happens to raw rows, which is what callers bring, before the network sees them.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>The columns that rows must have, with the categories of the training rows.</summary>
    public IReadOnlyList<FeatureColumn> Columns => Preprocessing.Columns;

    /// <summary>The classes, in the order of the outputs.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>How the network was trained.</summary>
    public Recipe Recipe { get; }

    /// <summary>The name of the data set it was trained on.</summary>
    public string DatasetName { get; }

    /// <summary>
    /// The label column of the table it was trained on; null if it was no table. Tables to predict are to be read the same
    /// way, or their columns would shift.
    /// </summary>
    public LabelColumn? Label { get; }

    /// <summary>Whether rows of the data set that it was trained on were held out for testing.</summary>
    public bool HasHeldOutRows => TrainedOn is { TestFraction: not null };

    /// <summary>Which data set it was trained on; null if that is not known.</summary>
    internal TrainedRows? TrainedOn { get; init; }

    /// <summary>
    /// Trains a model with the settings that suit the data, as <c>ctre train</c> does: a fifth of the rows is kept for testing where the
    /// data have no test part, a tenth of the rest chooses the best epoch.
    /// </summary>
    /// <param name="data">Labeled rows, in memory or as <c>DataSource.Load</c> of Ctre.Data read them.</param>
    /// <param name="recipe">How to train; null for the default.</param>
    /// <param name="progress">Receives a report of each epoch, with its accuracy on the validation and the test rows.</param>
    /// <param name="cancel">Ends training; the model is then the best so far.</param>
    /// <exception cref="InputException">The data cannot be trained on; the message says why.</exception>
    /// <exception cref="DivergedException">Numbers became infinite or not a number.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled before its first epoch was over.</exception>
    public static SparseModel Train(
        LoadedData data, Recipe? recipe = null, IProgress<EpochReport>? progress = null, CancellationToken cancel = default)
    {
        recipe ??= Recipe.Default;
        DataSplit split = DataSplit.Create(
            data.Training, data.Test, DataSplit.DefaultTestFraction, recipe.ValidationFraction, recipe.Seed);
        return new SparseModel(TrainingRun.Begin(split, recipe, new TrainingOptions { Progress = progress }).Train(cancel));
    }

    /// <inheritdoc cref="Train(LoadedData, Recipe?, IProgress{EpochReport}?, CancellationToken)"/>
    public static SparseModel Train(
        Dataset data, Recipe? recipe = null, IProgress<EpochReport>? progress = null, CancellationToken cancel = default) =>
        Train(new LoadedData(data), recipe, progress, cancel);

    /// <summary>Reads a model file.</summary>
    /// <param name="path">A file that <see cref="Save(string)"/> wrote.</param>
    /// <exception cref="InputException">There is no such file, or it is not a sound model file.</exception>
    public static SparseModel Load(string path) => ModelFile.Load(path);

    /// <summary>Writes a model file (safetensors), atomically.</summary>
    /// <param name="path">Where to.</param>
    /// <exception cref="InputException">It cannot be written there; an older file is as it was.</exception>
    public void Save(string path) => AtomicFile.Write(path, Save);

    /// <summary>Writes the content of a model file.</summary>
    /// <param name="stream">Where to.</param>
    public void Save(Stream stream) => ModelFile.Write(this, stream);

    /// <summary>
    /// Predicts one raw row, on the calling thread alone; equal to the last bit to what a batch gives. Safe to call from many threads.
    /// </summary>
    /// <param name="row">
    /// A value per column <c>[columns]</c>: a number, unscaled; the position of a category in <see cref="Columns"/>; NaN where it is
    /// missing.
    /// </param>
    /// <exception cref="InputException">The number of columns differs, or there is no such category.</exception>
    public Prediction Predict(ReadOnlySpan<float> row)
    {
        float[] signal = Preprocessing.Apply(row);
        for (int l = 0; l < Network.Layers.Count; l++) signal = PredictOne.Layer(Network.Layers[l], Network.ActivationOf(l), signal);
        int best = loss.Predict(signal);
        return Finite(new Prediction(best, ClassNames[best], signal), 0);
    }

    /// <summary>Predicts all rows of a data set.</summary>
    /// <param name="data">Raw rows with as many columns as the model expects; labels are ignored.</param>
    /// <param name="threads">Number of threads, 1 or more; null for one per processor, 8 at most. No result depends on it.</param>
    /// <returns>One prediction per row, in order.</returns>
    /// <exception cref="InputException">The number of features differs.</exception>
    public IReadOnlyList<Prediction> Predict(Dataset data, int? threads = null)
    {
        using var team = new WorkerTeam(threads ?? Trainer.DefaultThreads);
        data = Preprocessing.Encode(data);
        Workspace workspace = Prepare(data, team);
        var predictions = new List<Prediction>(data.Rows);
        foreach (Batch batch in RowBatches.Of(DataSlice.All(data), BatchCapacity))
        {
            workspace.Predict(batch);
            foreach (MicroBatch part in workspace.MicroBatches)
            {
                for (int s = 0; s < part.Samples; s++)
                {
                    var p = new float[Network.Classes];
                    for (int c = 0; c < p.Length; c++) p[c] = part.Output.Row(c)[s];
                    int sample = part.First + s;
                    int best = workspace.Predictions[sample];
                    predictions.Add(Finite(new Prediction(best, ClassNames[best], p), batch.First + sample));
                }
            }
        }

        return predictions;
    }

    /// <summary>Compares predictions with the labels of a data set.</summary>
    /// <param name="data">Labeled raw rows; its classes must be classes of the model, in any order.</param>
    /// <param name="threads">Number of threads, 1 or more; null for one per processor, 8 at most. No result depends on it.</param>
    /// <exception cref="InputException">Features or classes differ from the model's, or there are no labels.</exception>
    public Evaluation Evaluate(Dataset data, int? threads = null) => Evaluate(DataSlice.All(data), threads);

    /// <summary>
    /// Whether a data set is the one that it was trained on: all its rows, with those that were held out if <see cref="HasHeldOutRows"/>.
    /// Accuracy on rows that a model learned from is higher than on others.
    /// </summary>
    /// <param name="data">Raw rows.</param>
    public bool WasTrainedOn(Dataset data) => TrainedOn is { } trained && trained.Match(data);

    /// <summary>Compares predictions with the labels of the rows that were held out when it was trained.</summary>
    /// <param name="data">The data set that it was trained on, raw.</param>
    /// <param name="threads">Number of threads, 1 or more; null for one per processor, 8 at most. No result depends on it.</param>
    /// <exception cref="InputException">It was not trained on this data set, or no rows were held out.</exception>
    public Evaluation EvaluateHeldOut(Dataset data, int? threads = null)
    {
        if (!HasHeldOutRows || !WasTrainedOn(data))
            throw new InputException($"no rows of {data.Name} were held out when the model was trained.");
        return Evaluate(TrainedOn!.HeldOut(data), threads);
    }

    private Evaluation Evaluate(DataSlice slice, int? threads)
    {
        Dataset aligned = Preprocessing.Encode(ClassAlignment.To(slice.Data, ClassNames, "the model"));
        using var team = new WorkerTeam(threads ?? Trainer.DefaultThreads);
        return Evaluator.Evaluate(Prepare(aligned, team), new DataSlice(aligned, slice.Rows.ToArray()));
    }

    private static Prediction Finite(Prediction prediction, int row) => float.IsFinite(prediction.Probabilities[prediction.ClassIndex])
        ? prediction
        : throw new InputException($"row {row + 1}: the features are so far outside the training range that the network overflows.");

    private Workspace Prepare(Dataset data, WorkerTeam team) => new(
        Network, Preprocessing.Scaler, Math.Min(BatchCapacity, Math.Max(1, data.Rows)), team, data.StaysCompressed(Preprocessing.Scaler));
}
