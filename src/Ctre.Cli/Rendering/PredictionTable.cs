using System.Globalization;
using System.Text;

namespace Ctre.Cli.Rendering;

/// <summary>Predictions as CSV (RFC 4180): <c>prediction</c>, then a probability per class if asked for.</summary>
internal sealed class PredictionTable(IReadOnlyList<string> classNames, IReadOnlyList<Prediction> predictions, bool withProbabilities)
{
    public void Write(Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', ["prediction", .. withProbabilities ? classNames.Select(name => CsvField.Of("p_" + name)) : []]));
        string[] names = [.. classNames.Select(CsvField.Of)];
        foreach (Prediction prediction in predictions)
        {
            writer.Write(names[prediction.ClassIndex]);
            if (withProbabilities)
                foreach (float probability in prediction.Probabilities)
                {
                    writer.Write(',');
                    writer.Write(probability.ToString(CultureInfo.InvariantCulture));
                }

            writer.WriteLine();
        }
    }
}
