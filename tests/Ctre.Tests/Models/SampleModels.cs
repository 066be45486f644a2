using Ctre.Data;
using Ctre.Layers;
using Ctre.Training;

namespace Ctre.Tests.Models;

internal static class SampleModels
{
    public static SparseModel Of(string kind, long seed = 1, int[]? hidden = null, ScalerKind scale = ScalerKind.Standard,
        double density = 0.4)
    {
        hidden ??= [9, 7];
        Network network = Make.Net(seed, [6, .. hidden, 3], density, kind);
        Preprocessing preprocessing = Preprocessing.Fit(scale, DataSlice.All(Make.Noise(seed, 40, 6, 3)));
        Recipe recipe = new() { Hidden = hidden, Activation = kind, Seed = seed, LearningRate = 0.1 + 0.2 };
        return new SparseModel(network, preprocessing, ["first, \"quoted\"", "zweite Ünïcode 類", ""], recipe, "a data set\n2");
    }

    public static SparseModel Trained()
    {
        using var trainer = new Trainer(
            Make.Split(Make.Clusters(1, 120, 6, 3)), new Recipe { Hidden = [9, 7], Epsilon = 2, Epochs = 3, BatchSize = 20 }, 1);
        return new SparseModel(trainer.Train());
    }

    public static void AssertSame(SparseModel expected, SparseModel actual)
    {
        Assert.Equal(NetworkDigest.OfModel(expected.Network), NetworkDigest.OfModel(actual.Network));
        Assert.Equal(expected.Network.HiddenActivation, actual.Network.HiddenActivation);
        Bits.Same(expected.Preprocessing.Scaler.Offset, actual.Preprocessing.Scaler.Offset);
        Bits.Same(expected.Preprocessing.Scaler.Factor, actual.Preprocessing.Scaler.Factor);
        Bits.Same(expected.Preprocessing.Scaler.Median, actual.Preprocessing.Scaler.Median);
        Assert.Equal(expected.Preprocessing.Scaler.Kind, actual.Preprocessing.Scaler.Kind);
        Assert.Equal(expected.ClassNames, actual.ClassNames);
        Assert.Equal(expected.DatasetName, actual.DatasetName);
        Assert.Equal(expected.Recipe.ToJson().ToJsonString(), actual.Recipe.ToJson().ToJsonString());
    }
}
