using Ctre.Analysis;
using Ctre.Data;
using Ctre.Data.Summary;
using Ctre.Models;
using Ctre.Training;

namespace Ctre.Fuzzing;

/// <summary>All that reads files of strangers.</summary>
internal static class Targets
{
    private const long DataBudget = 64_000_000;

    /// <summary>The table. Making it runs no code of the libraries: an instrumented one first needs to know where to count.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new("model", "model.safetensors", Model) { Sound = SoundFiles.Models },
        new("model-sealed", "model.safetensors", Model) { Sound = SoundFiles.Models, Prepare = ConsistentFile.Of },
        new("checkpoint", "checkpoint.safetensors", Checkpoint) { Sound = SoundFiles.Checkpoints },
        new("checkpoint-sealed", "checkpoint.safetensors", Checkpoint)
        {
            Sound = SoundFiles.Checkpoints,
            Prepare = ConsistentFile.Of,
        },
        Data("csv", "table.csv"),
        Data("csv", "table.csv") with { Name = "csv-train", Load = Table },
        Data("arff", "table.arff"),
        Data("libsvm", "rows.svm"),
        Data("mat", "arrays.mat"),
        Data("npy", "X.npy") with { Beside = [("y.npy", SoundFiles.Labels)] },
        Data("npy", "X.npy") with { Name = "npy-labels", Replaced = "y.npy", Beside = [("X.npy", SoundFiles.Features)] },
        Data("npz", "arrays.npz"),
    ];

    private static Action Model(string path)
    {
        SparseModel model = SparseModel.Load(path);
        return () =>
        {
            Again(path, model.Save, saved => SparseModel.Load(saved));
            LayerStatistics.Of(model.Network);
            model.Predict(new float[model.Columns.Count]);
        };
    }

    /// <summary>What was accepted is saved and accepted again.</summary>
    private static void Again(string path, Action<string> save, Action<string> load)
    {
        string saved = path + ".saved";
        save(saved);
        try
        {
            load(saved);
        }
        catch (InputException refusal)
        {
            throw new DefectException($"what was accepted is saved and then refused: {refusal.Message}", refusal);
        }
    }

    private static Action Checkpoint(string path)
    {
        (Checkpoint checkpoint, IReadOnlyDictionary<string, string> notes) = CheckpointFile.Load(path);
        Recipe recipe = checkpoint.Recipe;
        return () =>
        {
            Again(path, saved => CheckpointFile.Save(checkpoint, saved, notes), saved => CheckpointFile.Load(saved));
            // A forged recipe may ask for years of training.
            if (recipe.Epochs > 8 || recipe.WiringRounds > 8 || recipe.Hidden.Sum(units => (long)units) > 1000) return;
            using Trainer trainer = new(FewRows.Split, recipe, 1, checkpoint);
            trainer.Train();
        };
    }

    private static Target Data(string format, string fileName)
    {
        return new(format, fileName, Load) { MayAllocate = DataBudget };

        Action Load(string path)
        {
            DataSourceOptions options = Options(format);
            LoadedData data = DataSource.Load(path, options);
            return () =>
            {
                Check(data.Training);
                if (data.Test is { } test) Check(test);
                DataSummary.Of(data.Training);
                Check(DataSource.LoadForPrediction(path, data.Training.Columns, options, data.Training.Label));
            };
        }
    }

    /// <summary>Trains on a table, saves and reads the model, and predicts the rows of the table.</summary>
    private static Action Table(string path)
    {
        DataSourceOptions options = Options("csv");
        LoadedData data = DataSource.Load(path, options);
        return () =>
        {
            if (data.Training.Rows * (long)data.Training.Features > 2000) return;
            DataSplit split = DataSplit.Create(data.Training, data.Test, 0.2, 0.2, seed: 0);
            using Trainer trainer = new(split, new Recipe { Hidden = [4], Epsilon = 1, Epochs = 2, BatchSize = 8 }, 1);
            SparseModel model = new(trainer.Train());
            Again(path, model.Save, saved => model = SparseModel.Load(saved));
            model.Predict(DataSource.LoadForPrediction(path, model.Columns, options, model.Label), 1);
        };
    }

    private static DataSourceOptions Options(string format) => new() { Format = format, MemoryBudget = DataBudget };

    private static void Check(Dataset data)
    {
        if (data.Rows == 0) throw new DefectException("there are no rows");
        foreach (int label in data.Labels)
            if (label < 0 || label >= data.Classes) throw new DefectException($"there is no class {label}");
        for (int row = 0; row < data.Rows; row++)
        {
            foreach (float value in data.Sparse is { } sparse ? sparse.Values(row) : data.Row(row))
                if (float.IsInfinity(value)) throw new DefectException($"row {row} holds {value}");
        }
    }
}
