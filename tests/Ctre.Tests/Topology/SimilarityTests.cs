using Ctre.Data;
using Ctre.Kernels;
using Ctre.Layers;
using Ctre.Tests.Reference;
using Ctre.Topology;

namespace Ctre.Tests.Topology;

public sealed class SimilarityTests
{
    private static readonly Dataset Data = Make.Noise(1, 60, 9, 3);
    private static readonly Scaler Unscaled = new(ScalerKind.None, new float[9], [.. Enumerable.Repeat(1f, 9)]);
    private static readonly int[] Rows = [.. Enumerable.Range(0, 60).Where(row => row % 7 != 3)];

    [Theory]
    [InlineData(7, 1)]
    [InlineData(16, 2)]
    [InlineData(60, 3)]
    public void No_bit_depends_on_batches_and_threads(int capacity, int threads)
    {
        Network network = Make.Net(2, [9, 30, 20, 3], 0.3);
        ActivationRows expected = Of(network, 60, 1), actual = Of(network, capacity, threads);
        for (int l = 0; l < 3; l++)
        {
            Bits.Same(expected.Inputs(l).Values, actual.Inputs(l).Values);
            Bits.Same(expected.Outputs(l).Values, actual.Outputs(l).Values);
        }
    }

    [Theory]
    [InlineData(1024, 10, 1024)]
    [InlineData(1024, 1 << 17, 512)]
    [InlineData(1024, 1 << 30, 16)]
    [InlineData(3, 10, 3)]
    [InlineData(3, 1 << 30, 3)]
    public void No_more_rows_are_compared_than_fit_and_no_more_than_there_are(int rows, long neurons, int expected) =>
        Assert.Equal(expected, TopologySample.RowsThatFit(rows, neurons));

    [Fact]
    public void Rows_have_length_1_or_are_silent_and_their_products_are_cosines_over_the_given_rows()
    {
        Network network = Make.Net(2, [9, 30, 20, 3], 0.1);
        ActivationRows similarity = Of(network, 8, 1);
        var input = new double[9, Rows.Length];
        for (int s = 0; s < Rows.Length; s++)
            for (int f = 0; f < 9; f++) input[f, s] = Data.Row(Rows[s])[f];
        double[][,] a = DenseReferenceNetwork.Of(network).Forward(input).A;
        int silent = 0;
        for (int l = 0; l < 3; l++)
        {
            double[,] unit = Unit(similarity.Outputs(l)), below = Unit(similarity.Inputs(l));
            Close.To(Matrices.Flat(Matrices.Cosines(a[l + 1], a[l])), Matrices.Flat(Products(unit, below)), 2e-6, $"cosines of layer {l}");
            for (int i = 0; i < unit.GetLength(0); i++)
            {
                double length = Enumerable.Range(0, unit.GetLength(1)).Sum(s => unit[i, s] * unit[i, s]);
                if (length == 0) silent++;
                else Assert.Equal(1, length, 1e-6);
            }
        }

        Assert.InRange(silent, 1, 52); // an empty row of negative bias fires never
    }

    [Fact]
    public void Chosen_rows_count_less_as_if_the_others_came_more_often()
    {
        Network network = Make.Net(2, [9, 30, 20, 3], 0.1);
        int[] some = [5, 1, 2, 3], repeated = [5, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3];
        using var team = new WorkerTeam(1);
        var workspace = new Workspace(network, Unscaled, 8, team);
        ActivationRows weighted = new(workspace, some.Length), plain = new(workspace, repeated.Length);
        weighted.Update(Data, some, chosenRows: 1, chosenWeight: 0.25);
        plain.Update(Data, repeated);
        for (int l = 0; l < 3; l++)
        {
            Close.To(
                Matrices.Flat(Products(Unit(plain.Outputs(l)), Unit(plain.Inputs(l)))),
                Matrices.Flat(Products(Unit(weighted.Outputs(l)), Unit(weighted.Inputs(l)))), 2e-6, $"cosines of layer {l}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Activations_beyond_all_numbers_are_refused_on_any_number_of_threads(int threads)
    {
        Network network = Make.Net(2, [9, 30, 20, 3], 0.3, "linear");
        network.Layers[0].OverwriteWeights().Fill(float.MaxValue);
        Assert.Contains("not a finite number", Assert.Throws<NotFiniteNumberException>(() => Of(network, 60, threads)).Message);
    }

    private static ActivationRows Of(Network network, int capacity, int threads)
    {
        using var team = new WorkerTeam(threads);
        var similarity = new ActivationRows(new Workspace(network, Unscaled, capacity, team), Rows.Length);
        similarity.Update(Data, Rows);
        return similarity;
    }

    private static double[,] Unit(NeuronRows signal)
    {
        var rows = new double[signal.Neurons, signal.Stride];
        for (int i = 0; i < signal.Neurons; i++)
            for (int s = 0; s < signal.Stride; s++) rows[i, s] = signal.Row(i)[s];
        return rows;
    }

    private static double[,] Products(double[,] outputs, double[,] inputs)
    {
        var products = new double[outputs.GetLength(0), inputs.GetLength(0)];
        for (int i = 0; i < outputs.GetLength(0); i++)
            for (int j = 0; j < inputs.GetLength(0); j++)
            {
                for (int s = 0; s < inputs.GetLength(1); s++) products[i, j] += outputs[i, s] * inputs[j, s];
                products[i, j] = Math.Abs(products[i, j]);
            }

        return products;
    }
}
