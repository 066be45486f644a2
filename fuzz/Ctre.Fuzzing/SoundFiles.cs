using System.Text;
using Ctre.Data;
using Ctre.Models;
using Ctre.Training;

namespace Ctre.Fuzzing;

/// <summary>Files as they should be, to be damaged.</summary>
internal static class SoundFiles
{
    /// <summary>A NumPy array of three rows and two columns.</summary>
    public static byte[] Features =>
        Npy("<f4", "(3, 2)", [.. Enumerable.Range(1, 6).SelectMany(value => BitConverter.GetBytes((float)value))]);

    /// <summary>A NumPy array of three labels.</summary>
    public static byte[] Labels => Npy("|u1", "(3,)", [1, 0, 1]);

    /// <summary>Models: sparse, complete, without hidden layers, with categories.</summary>
    public static IEnumerable<byte[]> Models()
    {
        yield return Model(FewRows.Split.Training.Data, new Recipe { Hidden = [6, 5], Epsilon = 2 });
        yield return Model(FewRows.Split.Training.Data, new Recipe { Hidden = [4], Method = "dense", Activation = "all-relu" });
        yield return Model(FewRows.Split.Training.Data, new Recipe { Hidden = [], Activation = "tanh" });
        yield return Model(FewRows.Mixed, new Recipe { Hidden = [5], Epsilon = 2 });
    }

    /// <summary>Checkpoints: before and after the first epoch and between its steps, of several methods and both optimizers.</summary>
    public static IEnumerable<byte[]> Checkpoints()
    {
        Recipe recipe = new() { Hidden = [5, 4], Epsilon = 2, Epochs = 4, BatchSize = 16, WiringRounds = 1 };
        Recipe[] recipes =
        [
            recipe with { Method = "ctre-seq", Optimizer = "adam" }, recipe with { Method = "set", Optimizer = "sgd" },
            recipe with { Method = "snfs", Optimizer = "sgd" }, recipe with { Method = "chts", Optimizer = "adam" },
        ];
        return recipes.SelectMany((one, number) => Checkpoints(one).Skip(number).Take(number == 0 ? 3 : 1));
    }

    private static byte[] Model(Dataset data, Recipe recipe)
    {
        using MemoryStream stream = new();
        SparseModel.Train(data, recipe with { Epochs = 2, BatchSize = 20 }).Save(stream);
        return stream.ToArray();
    }

    private static List<byte[]> Checkpoints(Recipe recipe)
    {
        string path = Path.GetTempFileName();
        List<byte[]> saved = [];
        try
        {
            using Trainer trainer = new(FewRows.Split, recipe, 1);
            trainer.Train(checkpoints: new CheckpointPlan(Save) { EveryEpochs = 1, AtLeastEvery = TimeSpan.Zero });
        }
        finally
        {
            File.Delete(path);
        }

        return saved;

        void Save(Checkpoint checkpoint)
        {
            CheckpointFile.Save(checkpoint, path, new Dictionary<string, string> { ["run"] = "{}" });
            saved.Add(File.ReadAllBytes(path));
        }
    }

    private static byte[] Npy(string type, string shape, byte[] body)
    {
        byte[] header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. body];
    }
}
