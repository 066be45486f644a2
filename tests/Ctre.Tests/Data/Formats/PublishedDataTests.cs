using Ctre.Data;

namespace Ctre.Tests.Data.Formats;

/// <summary>The published files themselves, where a machine has them.</summary>
public sealed class PublishedDataTests
{
    private static LoadedData Load(string name)
    {
        string? folder = Environment.GetEnvironmentVariable("CTRE_DATA_DIR");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "CTRE_DATA_DIR names no folder of published data sets.");
        Assert.SkipWhen(!Directory.Exists(Path.Combine(folder, name)), $"CTRE_DATA_DIR holds no {name}.");
        return DataSource.Load(name, new DataSourceOptions { DataDirectory = folder });
    }

    private static double Sum(Dataset data)
    {
        double sum = 0;
        for (int row = 0; row < data.Rows; row++)
            foreach (float value in data.Row(row)) sum += value;
        return sum;
    }

    [Fact]
    public void Madelon_has_the_published_check_sums()
    {
        LoadedData loaded = Load("madelon");
        Assert.Equal((488083511, 146395833), (Sum(loaded.Training), Sum(loaded.Test!)));
        Assert.Equal((1000, 300), (loaded.Training.Labels.Count(1), loaded.Test!.Labels.Count(1)));
        Assert.Equal(["-1", "1"], loaded.Training.ClassNames);
        Assert.Equal(ScalerKind.Standard, loaded.Training.PreferredScaler);
    }

    [Fact]
    public void Isolet_has_the_published_shape()
    {
        LoadedData loaded = Load("isolet");
        Assert.Equal((6238, 617, 26), (loaded.Training.Rows, loaded.Training.Features, loaded.Training.Classes));
        Assert.Equal((1559, 617, 26), (loaded.Test!.Rows, loaded.Test.Features, loaded.Test.Classes));
        Assert.Equal("26", loaded.Training.ClassNames[25]);
        // Two F's are missing in the training part and one M in the test part.
        Assert.Equal((238, 59), (loaded.Training.Labels.Count(5), loaded.Test.Labels.Count(12)));
    }

    [Fact]
    public void Har_has_the_published_class_counts()
    {
        LoadedData loaded = Load("har");
        Assert.Equal((561, 561), (loaded.Training.Features, loaded.Test!.Features));
        Assert.Equal([1226, 1073, 986, 1286, 1374, 1407], Enumerable.Range(0, 6).Select(c => loaded.Training.Labels.Count(c)));
        Assert.Equal([496, 471, 420, 491, 532, 537], Enumerable.Range(0, 6).Select(c => loaded.Test.Labels.Count(c)));
    }

    [Theory]
    [InlineData("mnist")]
    [InlineData("fashion-mnist")]
    public void Mnist_and_its_kin_have_the_published_shape(string name)
    {
        LoadedData loaded = Load(name);
        Assert.Equal((60000, 784, 10), (loaded.Training.Rows, loaded.Training.Features, loaded.Training.Classes));
        Assert.Equal((10000, 784, 10), (loaded.Test!.Rows, loaded.Test.Features, loaded.Test.Classes));
    }

    [Fact]
    public void Pcmac_has_the_published_shape_and_stays_compressed()
    {
        LoadedData loaded = Load("pcmac");
        Assert.Equal((1943, 3289), (loaded.Training.Rows, loaded.Training.Features));
        Assert.Equal(["1", "2"], loaded.Training.ClassNames);
        Assert.Equal((982, 961), (loaded.Training.Labels.Count(0), loaded.Training.Labels.Count(1)));
        Assert.Equal(93185, loaded.Training.Sparse!.NonZeros);
        Assert.Equal(149, Enumerable.Range(0, 1943).Max(row => loaded.Training.Sparse.Values(row).ToArray().DefaultIfEmpty().Max()));
        Assert.Null(loaded.Test);
    }

    [Fact]
    public void Cifar_10_has_the_published_shape_and_names()
    {
        LoadedData loaded = Load("cifar-10");
        Assert.Equal((3072, 10), (loaded.Training.Features, loaded.Training.Classes));
        Assert.Equal(0, loaded.Training.Rows % 10000);
        Assert.Equal((10000, 1000), (loaded.Test!.Rows, loaded.Test.Labels.Count(3)));
        Assert.Equal(["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
            loaded.Training.ClassNames);
    }
}
