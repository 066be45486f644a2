using Ctre.Data;
using Ctre.Tests.Models;
using Ctre.Training;

namespace Ctre.Tests.Data;

public sealed class PreprocessingTests
{
    private static readonly FeatureColumn[] Columns = [new("size"), new("color", ["red", "green", "blue"]), new("grade", ["10", "9"])];

    // Rows 0 to 3 are the training rows: blue is not among them, a size and a color are missing.
    private static Dataset Table()
    {
        float[] values = [1, 0, 0, 3, 1, 0, float.NaN, 0, 1, 5, float.NaN, 1, 7, 2, 0];
        return new("t", 3, values, [0, 1, 0, 1, 1], ["a", "b"]) { Columns = Columns };
    }

    private static Preprocessing Fitted(ScalerKind kind = ScalerKind.None) => Preprocessing.Fit(kind, new DataSlice(Table(), [0, 1, 2, 3]));

    [Fact]
    public void Categories_of_training_rows_become_a_feature_each()
    {
        Preprocessing preprocessing = Fitted();
        Assert.Equal(5, preprocessing.Features);
        Assert.Equal(["green", "red"], preprocessing.Columns[1].Categories!);
        Assert.Equal(["9", "10"], preprocessing.Columns[2].Categories!); // numbers are in numeric order
        Dataset encoded = preprocessing.Encode(Table());
        Assert.Equal([1, 0, 1, 0, 1], encoded.Row(0).ToArray());
        Assert.Equal([3, 1, 0, 0, 1], encoded.Row(1).ToArray());
        Assert.Equal([float.NaN, 0, 1, 1, 0], encoded.Row(2).ToArray());
        Assert.Equal([5, 0, 1, 1, 0], encoded.Row(3).ToArray()); // the most frequent color stands for the missing one
        Assert.Equal([7, 0, 0, 0, 1], encoded.Row(4).ToArray()); // no training row is blue
        Assert.Equal(["color: blue in 1"], preprocessing.UnknownCategories(Table()).Select(one =>
            $"{one.Column.Name}: {one.Category} in {one.Cells}"));
    }

    [Fact]
    public void The_median_of_training_rows_stands_for_a_missing_value()
    {
        Assert.Equal([3, 0, 1, 1, 0], Fitted().Apply([float.NaN, 1, 0]));
        Assert.Equal([0.5f, 0, 1, 1, 0], Fitted(ScalerKind.MinMax).Apply([float.NaN, 1, 0]));
    }

    [Fact]
    public void Scale_is_fitted_with_medians_in_place_of_missing_values()
    {
        Scaler scaler = Scaler.Fit(ScalerKind.Standard, DataSlice.All(new("t", 1, [0, float.NaN, 4, 2], [], [])));
        Assert.Equal((2f, 2f), (scaler.Offset[0], scaler.Median[0]));
        Assert.Equal(1 / Math.Sqrt(2), scaler.Factor[0], 1e-7);
    }

    [Fact]
    public void A_column_without_values_scales_to_0()
    {
        foreach (ScalerKind kind in new[] { ScalerKind.MinMax, ScalerKind.Standard })
        {
            Scaler scaler = Scaler.Fit(kind, DataSlice.All(new("t", 1, [float.NaN, float.NaN], [], [])));
            float[] scaled = [5];
            scaler.Apply(scaled, scaled);
            Assert.Equal([0], scaled);
        }
    }

    [Fact]
    public void A_row_alone_is_what_it_is_in_a_table_and_after_saving()
    {
        Rng random = Rng.For(3, RandomPurpose.Generator);
        for (int trial = 0; trial < 30; trial++)
        {
            Dataset table = RandomTable(random, rows: 40);
            using var trainer = new Trainer(DataSplit.Create(table, null, 0.2, 0.2, trial),
                new Recipe { Hidden = [6], Epsilon = 2, Epochs = 1, BatchSize = 8, Scale = (ScalerKind)random.Below(3), Seed = trial }, 1);
            var model = new SparseModel(trainer.Train());
            using var file = new TemporaryFile();
            model.Save(file.Path);
            SparseModel read = SparseModel.Load(file.Path);
            Assert.Equal(model.Columns.Select(Shown), read.Columns.Select(Shown));
            IReadOnlyList<Prediction> all = read.Predict(table, 2);
            for (int row = 0; row < table.Rows; row++)
            {
                if (read.Preprocessing.UnknownCategories(Only(table, row)).Count > 0) continue;
                Assert.Equal(all[row].Probabilities, model.Predict(Numbered(table, row, model.Columns)).Probabilities);
                Assert.Equal(all[row].Probabilities, read.Predict(Only(table, row), 1)[0].Probabilities);
            }
        }
    }

    [Fact]
    public void Other_columns_than_the_fitted_ones_are_refused()
    {
        Preprocessing preprocessing = Fitted(), numbers = Preprocessing.Fit(ScalerKind.None, DataSlice.All(Make.Noise(1, 9, 3, 2)));
        Assert.Contains("has 4 features, the model expects 3", Assert.Throws<InputException>(() =>
            preprocessing.Encode(Make.Noise(1, 9, 4, 2))).Message);
        Assert.Contains("'color' holds numbers", Assert.Throws<InputException>(() => preprocessing.Encode(Make.Noise(1, 9, 3, 2))).Message);
        Assert.Contains("expects numbers only", Assert.Throws<InputException>(() => numbers.Encode(Table())).Message);
        Assert.Contains("column 2 ('color') has no category 2", Assert.Throws<InputException>(() =>
            preprocessing.Apply([1, 2, 0])).Message);
        Assert.Throws<ArgumentException>(() => new Preprocessing(Columns, numbers.Scaler));
    }

    private static string Shown(FeatureColumn column) => $"{column.Name}: {string.Join(",", column.Categories ?? ["number"])}";

    private static Dataset Only(Dataset table, int row) =>
        new(table.Name, table.Features, table.Row(row).ToArray(), [], []) { Columns = table.Columns };

    private static float[] Numbered(Dataset table, int row, IReadOnlyList<FeatureColumn> known) =>
        [.. table.Row(row).ToArray().Select((value, c) =>
        table.Columns[c].Categories is { } texts && !float.IsNaN(value) ? known[c].Categories!.ToList().IndexOf(texts[(int)value])
            : value)];

    private static Dataset RandomTable(Rng random, int rows)
    {
        FeatureColumn[] columns = [.. Enumerable.Range(0, 2 + (int)random.Below(4)).Select(c => new FeatureColumn(
            $"c{c}", random.Below(2) == 0 ? null : [.. Enumerable.Range(0, 1 + (int)random.Below(5)).Select(k => $"k{k}")]))];
        var values = new float[rows * columns.Length];
        for (int i = 0; i < values.Length; i++)
        {
            FeatureColumn column = columns[i % columns.Length];
            values[i] = random.Below(6) == 0 ? float.NaN : column.Categories is { } texts ? random.Below(texts.Count) : random.Symmetric(3);
        }

        return new Dataset("random", columns.Length, values, [.. Enumerable.Range(0, rows).Select(r => r % 3)], ["x", "y", "z"])
        {
            Columns = columns,
        };
    }
}
