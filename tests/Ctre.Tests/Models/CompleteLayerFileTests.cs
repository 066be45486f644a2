using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Models.Safetensors;
using Ctre.Sparse;

namespace Ctre.Tests.Models;

/// <summary>Complete layers in model files: weights without structure, format version 2.</summary>
public sealed class CompleteLayerFileTests : IDisposable
{
    private readonly TemporaryFile file = new();
    private readonly SparseModel dense = SampleModels.Of("relu", density: 1);

    public void Dispose() => file.Dispose();

    [Fact]
    public void An_independent_reader_finds_the_matrix_row_after_row()
    {
        // A hidden layer that is sparse between two that are complete.
        Rng random = Make.Random(1);
        Network network = new([Make.Layer(random, 9, 6, 1), Make.Layer(random, 7, 9, 0.5), Make.Layer(random, 3, 7, 1)], Activations.Relu);
        SparseModel mixed = new(network, dense.Preprocessing, dense.ClassNames, dense.Recipe, "t");
        mixed.Save(file.Path);
        PlainSafetensors read = new(file.Path);
        Assert.Equal("2", read.Metadata["format_version"]);
        Assert.Equal(3 + 2 + 4 + 2, read.Names.Count);
        for (int output = 0; output < 9; output++)
            for (int input = 0; input < 6; input++)
                Assert.Equal(network.Layers[0].Weights[output * 6 + input], read.Floats("layers.0.values")[output * 6 + input]);
        Assert.Equal(network.Layers[1].Connections.Columns.ToArray(), read.Integers("layers.1.columns"));
        Assert.DoesNotContain("layers.2.row_offsets", read.Names);
        Assert.DoesNotContain("layers.2.columns", read.Names);
        SampleModels.AssertSame(mixed, SparseModel.Load(file.Path));
    }

    [Fact]
    public void A_weight_takes_four_bytes()
    {
        int[] hidden = [300, 200];
        Recipe recipe = new() { Hidden = hidden };
        Network network = Make.Net(1, [500, .. hidden, 10], 1);
        Preprocessing preprocessing = new(FeatureColumn.UnnamedList(500), new Scaler(ScalerKind.None, new float[500], new float[500]));
        new SparseModel(network, preprocessing, [.. Enumerable.Repeat("c", 10)], recipe, "t").Save(file.Path);
        Assert.InRange(new FileInfo(file.Path).Length, 4 * network.Connections, 4 * network.Connections + 4 * 510 + 12 * 500 + 4096);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void A_complete_layer_may_also_come_with_its_structure(string version)
    {
        SparseModel read = Load(Saved(dense), tensors =>
        {
            for (int l = 0; l < dense.Network.Layers.Count; l++)
            {
                Connections connections = dense.Network.Layers[l].Connections;
                tensors[$"layers.{l}.row_offsets"] = Tensor.Of(connections.RowOffsets);
                tensors[$"layers.{l}.columns"] = Tensor.Of(connections.Columns);
            }
        }, version);
        SampleModels.AssertSame(dense, read);
    }

    [Theory]
    [InlineData("row_offsets", "layers.1.columns")]
    [InlineData("columns", "layers.1.row_offsets")]
    public void Half_a_structure_is_refused(string there, string missing) =>
        Assert.Contains($"it has no tensor '{missing}'", Refusal(tensors => tensors[$"layers.1.{there}"] = Tensor.Of([0, 1, 2])));

    [Fact]
    public void Version_1_knows_no_complete_layers() =>
        Assert.Contains("it has no tensor 'layers.0.row_offsets'", Refusal(_ => { }, "1"));

    [Fact]
    public void Sparse_weights_without_their_structure_are_refused()
    {
        SafetensorsContent sparse = Saved(SampleModels.Of("relu"));
        Assert.Contains("so it needs 9 × 6 weights; it has 22.", Assert.Throws<InputException>(() => Load(sparse, tensors =>
        {
            tensors.Remove("layers.0.row_offsets");
            tensors.Remove("layers.0.columns");
        })).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(62)]
    [InlineData(64)]
    [InlineData(1000)]
    public void A_wrong_number_of_weights_is_refused(int count) =>
        Assert.Contains($"so it needs 7 × 9 weights; it has {count}.", Refusal(tensors =>
            tensors["layers.1.values"] = Tensor.Of(new float[count])));

    [Fact]
    public void A_shape_of_two_dimensions_is_refused() => Assert.Contains(
        "2 dimensions, expected F32 with one",
        Refusal(tensors => tensors["layers.1.values"] = tensors["layers.1.values"] with { Shape = [7, 9] }));

    [Fact]
    public void Weights_of_another_type_or_not_finite_are_refused()
    {
        Assert.Contains("is I16", Refusal(tensors => tensors["layers.1.values"] = Tensor.Of(new int[63])));
        Assert.Contains("must be finite", Refusal(tensors => tensors["layers.1.values"] = Tensor.Of([.. new float[62], float.NaN])));
    }

    /// <summary>Sizes whose product passes 2³¹ and 2⁶³ allocate nothing: the weights are not there.</summary>
    [Fact]
    public void Layers_that_the_file_cannot_hold_are_refused_before_they_are_built()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("so it needs 100000 × 100000 weights; it has 63.", Refusal(tensors =>
        {
            tensors["scaler.offset"] = tensors["scaler.factor"] = tensors["scaler.median"] = Tensor.Of(new float[100_000]);
            tensors["layers.0.bias"] = Tensor.Of(new float[100_000]);
            tensors["layers.0.values"] = Tensor.Of(new float[63]);
        }, hidden: "[100000,7]"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
        string message = Refusal(tensors => tensors["layers.1.values"] = new Tensor("F32", [long.MaxValue / 2, 7], Array.Empty<float>()));
        Assert.Contains("does not fit the file", message);
    }

    [Fact]
    public void A_layer_without_outputs_is_refused() => Assert.Contains("its layer 2 has no outputs", Refusal(tensors =>
    {
        tensors["layers.2.bias"] = Tensor.Of(Array.Empty<float>());
        tensors["layers.2.values"] = Tensor.Of(Array.Empty<float>());
    }));

    private static SparseModel Load(SafetensorsContent content, Action<Dictionary<string, Tensor>> change, string version = "2",
        string? hidden = null)
    {
        using var forged = new TemporaryFile();
        var tensors = new Dictionary<string, Tensor>(content.Tensors);
        change(tensors);
        var metadata = new Dictionary<string, string>(content.Metadata) { ["format_version"] = version };
        if (hidden is not null) metadata["recipe"] = metadata["recipe"].Replace("[9,7]", hidden, StringComparison.Ordinal);
        using (FileStream stream = File.Create(forged.Path)) new SafetensorsContent(metadata, tensors).Write(stream);
        return SparseModel.Load(forged.Path);
    }

    private string Refusal(Action<Dictionary<string, Tensor>> change, string version = "2", string? hidden = null)
    {
        string message = Assert.Throws<InputException>(() => Load(Saved(dense), change, version, hidden)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private SafetensorsContent Saved(SparseModel model)
    {
        model.Save(file.Path);
        using FileStream stream = File.OpenRead(file.Path);
        return SafetensorsContent.Read(stream);
    }
}
