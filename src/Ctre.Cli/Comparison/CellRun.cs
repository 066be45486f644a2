using System.Text.Json.Nodes;
using Ctre.Analysis;
using Ctre.Data;
using Ctre.Layers;
using Ctre.Models;
using Ctre.Training;

namespace Ctre.Cli.Comparison;

/// <summary>Trains one cell on one thread and says what came out, as it is stored.</summary>
internal static class CellRun
{
    public static JsonObject Of(Cell cell, double testFraction, CancellationToken cancel)
    {
        var stored = new JsonObject
        {
            ["data"] = cell.Data.Name,
            ["dataDigest"] = cell.Data.Digest,
            ["recipe"] = RecipeJson.ToJson(cell.Recipe),
        };
        try
        {
            DataSplit split = cell.Data.Split(cell.Recipe, testFraction);
            using var trainer = new Trainer(split, cell.Recipe, threads: 1);
            Fill(stored, trainer.Train(cancel: cancel), split.Training.Count);
        }
        catch (InputException exception)
        {
            // A run that diverges is a result as well; the other cells go on.
            stored["failure"] = exception.Message;
        }

        return stored;
    }

    private static void Fill(JsonObject stored, TrainingResult result, int rows)
    {
        Network network = result.Network;
        int[] sizes = [network.Inputs, .. network.Layers.Select(layer => layer.Outputs)];
        IReadOnlyList<double> dense = Cost.DenseConnections(sizes);
        double[] held = [.. network.Layers.Select(layer => (double)layer.Connections.Count)];

        // The connections of an epoch are reported after the update that follows it; the first epoch has those of the start.
        double trainingFlops = result.Epochs.Sum(epoch => rows * Cost.TrainingFlops(sizes, [.. epoch.Connections.Select(count => (double)count)]));
        stored["testAccuracy"] = result.Test.Accuracy;
        stored["validationAccuracy"] = result.Best.ValidationAccuracy;
        stored["finalTestAccuracy"] = result.Epochs[^1].TestAccuracy;
        stored["testLoss"] = JsonText.Number(result.Test.Loss);
        stored["bestEpoch"] = result.Best.Epoch;
        stored["connections"] = network.Connections;
        stored["trainingSeconds"] = result.Epochs.Sum(epoch => epoch.TrainingSeconds);
        stored["topologySeconds"] = result.Epochs.Sum(epoch => epoch.TopologySeconds);
        stored["inferenceFlops"] = Cost.InferenceFlops(sizes, held);
        stored["inferenceFlopsOfDense"] = Cost.InferenceFlops(sizes, dense);
        stored["trainingFlops"] = trainingFlops;
        stored["trainingFlopsOfDense"] = (double)rows * result.Epochs.Count * Cost.TrainingFlops(sizes, dense);
        stored["modelBytes"] = FileBytes(new Model(result));
        stored["modelDigest"] = NetworkDigest.OfModel(network);
        stored["validationByEpoch"] = new JsonArray([.. result.Epochs.Select(epoch => JsonValue.Create(epoch.ValidationAccuracy))]);
        stored["testByEpoch"] = new JsonArray([.. result.Epochs.Select(epoch => JsonValue.Create(epoch.TestAccuracy))]);
    }

    private static long FileBytes(Model model)
    {
        string path = Path.Combine(Path.GetTempPath(), $"ctre-{Guid.NewGuid():N}.safetensors");
        try
        {
            model.Save(path);
            return new FileInfo(path).Length;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
