using Ctre.Analysis;
using Ctre.Cli.Rendering;
using Ctre.Data;

namespace Ctre.Cli.Comparison;

/// <summary>A data set of a comparison, loaded once for all its cells.</summary>
internal sealed class ComparedData
{
    private readonly LoadedData loaded;

    private ComparedData(LoadedData loaded, string digest)
    {
        this.loaded = loaded;
        Digest = digest;
    }

    public string Name => loaded.Training.Name;

    /// <summary>The name, made safe as a file name.</summary>
    public string FileName => PlainText.FileName(Name);

    /// <summary>A fingerprint of rows and labels.</summary>
    public string Digest { get; }

    public ScalerKind PreferredScaler => loaded.Training.PreferredScaler;

    /// <summary>Neurons of the first and the last layer.</summary>
    public (int Features, int Classes) Shape => (loaded.Training.Features, loaded.Training.Classes);

    /// <summary>Rows to train and validate on.</summary>
    public int Rows => loaded.Training.Rows;

    /// <exception cref="InputException">The data cannot be read.</exception>
    public static ComparedData Load(DataRequest request)
    {
        LoadedData loaded = request.Load();
        return new ComparedData(loaded, DataDigest.Of(loaded));
    }

    /// <summary>Bytes of the data, which all runs share.</summary>
    public double Bytes => MemoryEstimate.OfData(loaded.Training, loaded.Test);

    /// <summary>Bytes that a run on one thread needs in addition.</summary>
    /// <exception cref="InputException">The recipe does not fit the data.</exception>
    public double BytesOf(Recipe recipe) =>
        MemoryEstimate.Of(loaded.Training, loaded.Test, Rows, recipe, threads: 1).Total - MemoryEstimate.ProgramBytes - Bytes;

    /// <summary>The rows of a run, as <c>ctre train</c> splits them.</summary>
    public DataSplit Split(Recipe recipe, double testFraction) =>
        DataSplit.Create(loaded.Training, loaded.Test, testFraction, recipe.ValidationFraction, recipe.Seed);
}
