using Ctre.Data;

namespace Ctre.Benchmarking;

/// <summary>
/// Images to measure growth on where there are no real ones: 28 × 28 pixels, mostly black, ten classes of strokes that are moved, bent and
/// blurred from row to row. They are not used to measure accuracy.
/// </summary>
internal static class SyntheticImages
{
    private const int Side = 28, Classes = 10, Strokes = 3, PointsPerStroke = 8;
    private const double HeldOut = 0.1;

    /// <summary>Draws the images and holds some out for validation and test.</summary>
    /// <param name="rows">How many, test and validation rows among them.</param>
    public static DataSplit Split(int rows)
    {
        var values = new float[rows * Side * Side];
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % Classes)];
        double[][] templates = [.. Enumerable.Range(0, Classes).Select(Template)];
        Parallel.For(0, rows, row => Paint(templates[labels[row]], row, values.AsSpan(row * Side * Side, Side * Side)));
        var data = new Dataset("synthetic images", Side * Side, values, labels,
            [.. Enumerable.Range(0, Classes).Select(label => $"{label}")]);
        return DataSplit.Create(data, null, HeldOut, HeldOut, seed: 0);
    }

    /// <summary>Ends of strokes, four numbers each.</summary>
    private static double[] Template(int label)
    {
        Rng random = Rng.For(label, RandomPurpose.Generator, layer: 1);
        return [.. Enumerable.Range(0, 4 * Strokes).Select(_ => 5 + random.Uniform() * (Side - 10))];
    }

    private static void Paint(double[] template, int row, Span<float> image)
    {
        Rng random = Rng.For(row, RandomPurpose.Generator, layer: 2);
        double right = random.Gaussian() * 1.5, down = random.Gaussian() * 1.5, width = 0.8 + 0.5 * random.Uniform();
        for (int stroke = 0; stroke < Strokes; stroke++)
        {
            ReadOnlySpan<double> ends = template.AsSpan(4 * stroke, 4);
            double x0 = ends[0] + right + random.Gaussian(), y0 = ends[1] + down + random.Gaussian();
            double x1 = ends[2] + right + random.Gaussian(), y1 = ends[3] + down + random.Gaussian();
            for (int point = 0; point < PointsPerStroke; point++)
            {
                double share = point / (PointsPerStroke - 1.0);
                Dab(image, x0 + share * (x1 - x0), y0 + share * (y1 - y0), width);
            }
        }
    }

    private static void Dab(Span<float> image, double x, double y, double width)
    {
        for (int row = Math.Max(0, (int)y - 2); row <= Math.Min(Side - 1, (int)y + 3); row++)
        {
            for (int column = Math.Max(0, (int)x - 2); column <= Math.Min(Side - 1, (int)x + 3); column++)
            {
                double distance = ((row - y) * (row - y) + (column - x) * (column - x)) / (width * width);
                ref float pixel = ref image[row * Side + column];
                if (distance < 4) pixel = Math.Max(pixel, (float)Math.Exp(-distance));
            }
        }
    }
}
