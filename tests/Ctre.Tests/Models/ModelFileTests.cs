using Ctre.Data;
using Ctre.Layers;
using Ctre.Sparse;
using Ctre.Tests.Kernels;

namespace Ctre.Tests.Models;

public sealed class ModelFileTests
{
    [Fact]
    public void A_model_makes_the_round_trip_bit_for_bit()
    {
        SparseModel[] models =
        [
            SampleModels.Trained(),
            .. KernelShapes.ActivationNames.Select(kind => SampleModels.Of(kind)),
            SampleModels.Of("relu", hidden: []),
            SampleModels.Of("relu", scale: ScalerKind.None),
            SampleModels.Of("relu", hidden: [40_000]), // inputs beyond 16 bits
            SampleModels.Of("tanh", density: 1),
            SampleModels.Of("relu", hidden: [], density: 1),
        ];
        Dataset data = Make.Noise(9, 50, 6, 3);
        using var file = new TemporaryFile();
        foreach (SparseModel model in models)
        {
            model.Save(file.Path); // over the one before
            SparseModel read = SparseModel.Load(file.Path);
            SampleModels.AssertSame(model, read);
            foreach ((Prediction expected, Prediction actual) in model.Predict(data, 1).Zip(read.Predict(data, 1)))
                Bits.Same([.. expected.Probabilities], [.. actual.Probabilities]);
        }
    }

    [Fact]
    public void So_does_one_whose_columns_have_no_category_in_any_row_it_was_trained_on()
    {
        float[] values = [.. Enumerable.Range(0, 60).Select(i => i % 3 == 1 ? i : float.NaN)];
        Dataset data = new Dataset("t", 3, values, [.. Enumerable.Range(0, 20).Select(row => row % 2)], ["a", "b"])
        {
            Columns = [new("first", []), new("size"), new("last", ["never"])],
        };
        SparseModel model = SparseModel.Train(data, new Recipe { Hidden = [3], Epochs = 1 });
        using var file = new TemporaryFile();
        model.Save(file.Path);
        SparseModel read = SparseModel.Load(file.Path);
        SampleModels.AssertSame(model, read);
        Assert.Equal(model.Columns.Select(column => column.Name), read.Columns.Select(column => column.Name));
        Assert.Equal([0, null, 0], read.Columns.Select(column => column.Categories?.Count));
        Bits.Same([.. model.Predict([float.NaN, 7, float.NaN]).Probabilities], [.. read.Predict([float.NaN, 7, float.NaN]).Probabilities]);
    }

    [Fact]
    public void Saving_twice_gives_the_same_bytes()
    {
        using TemporaryFile first = new(), second = new();
        SampleModels.Trained().Save(first.Path);
        SampleModels.Trained().Save(second.Path);
        Assert.Equal(File.ReadAllBytes(first.Path), File.ReadAllBytes(second.Path));
    }

    [Fact]
    public void An_independent_reader_finds_the_rows_in_compressed_form()
    {
        SparseModel model = SampleModels.Of("relu", hidden: [40_000, 12]);
        using var file = new TemporaryFile();
        model.Save(file.Path);
        PlainSafetensors read = new(file.Path);
        Assert.Equal("ctre-model", read.Metadata["format"]);
        Assert.Equal("1", read.Metadata["format_version"]);
        Assert.Equal("minmax", SampleScaler(ScalerKind.MinMax));
        Assert.Equal(model.Preprocessing.Scaler.Offset.ToArray(), read.Floats("scaler.offset"));
        Assert.Equal(model.Preprocessing.Scaler.Factor.ToArray(), read.Floats("scaler.factor"));
        Assert.Equal(3 + 4 * model.Network.Layers.Count, read.Names.Count);
        for (int l = 0; l < model.Network.Layers.Count; l++)
        {
            SparseLayer layer = model.Network.Layers[l];
            Connections connections = layer.Connections;
            Assert.Equal(connections.RowOffsets.ToArray(), read.Integers($"layers.{l}.row_offsets"));
            Assert.Equal(connections.Columns.ToArray(), read.Integers($"layers.{l}.columns"));
            Assert.Equal(layer.Weights.ToArray(), read.Floats($"layers.{l}.values"));
            Assert.Equal(layer.Bias.ToArray(), read.Floats($"layers.{l}.bias"));
        }

        string SampleScaler(ScalerKind kind)
        {
            SampleModels.Of("relu", scale: kind).Save(file.Path);
            return new PlainSafetensors(file.Path).Metadata["scaler"];
        }
    }

    [Fact]
    public void The_size_follows_connections_and_neurons()
    {
        int[][] shapes = [[1000, 1000, 1000], [40_000], [200]];
        foreach (int[] hidden in shapes)
        {
            int[] sizes = [500, .. hidden, 10];
            Recipe recipe = new() { Hidden = hidden, Epsilon = 5 };
            var network = Make.RandomNetwork(new Dataset("t", 500, [], [], [.. Enumerable.Range(0, 10).Select(c => $"{c}")]), recipe);
            Preprocessing preprocessing = new(FeatureColumn.UnnamedList(500), new Scaler(ScalerKind.None, new float[500], new float[500]));
            var model = new SparseModel(network, preprocessing, [.. Enumerable.Repeat("c", 10)], recipe, "t");
            using var file = new TemporaryFile();
            model.Save(file.Path);
            long biases = sizes.Skip(1).Sum();
            Assert.InRange(new FileInfo(file.Path).Length, 1, 9 * network.Connections + 4 * biases + 8 * 500 + 65_536);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_or_not_to_be_written_is_told()
    {
        using var file = new TemporaryFile();
        Assert.Contains("there is no model file", Assert.Throws<InputException>(() => SparseModel.Load(file.Path)).Message);
        Assert.Throws<InputException>(() => SparseModel.Load(Path.GetTempPath()));
        string nowhere = Path.Combine(file.Path, "no", "such", "folder");
        Assert.Contains("cannot write", Assert.Throws<InputException>(() => SampleModels.Trained().Save(nowhere)).Message);
    }
}
