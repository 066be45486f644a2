namespace Ctre.Data.Known;

/// <summary>
/// Makes data like Madelon by the recipe of I. Guyon, "Design of experiments of the NIPS 2003 variable selection benchmark"
/// (2003): 5 informative features (clusters on the vertices of a hypercube), 15 linear combinations of them, 480 probes that
/// are noise, 1 % of the labels flipped. As in the published files, features are integers in 0..999 near 480, and
/// features and rows come in random order, with both classes equally often in each part.
/// </summary>
internal static class MadelonGenerator
{
    private const int Features = 500, Useful = MadelonClusters.Informative + MadelonClusters.Redundant;
    private const int TrainingRows = 2000, TestRows = 600, FlippedOneIn = 100;
    private const long Geometry = 0, Columns = 1, TrainingPart = 2, TestPart = 3;

    // Measured on the published files: probes have deviations spread evenly over 0.5..44.5 and means from 475.5 up to one
    // deviation above; no value leaves 0..999.
    private const double Center = 475.5, SmallestScale = 0.5, LargestScale = 44.5, Largest = 999;

    /// <summary>Makes a training part of 2000 rows and a test part of 600; the same seed gives the same bytes.</summary>
    /// <param name="seed">Which of all such data sets.</param>
    public static LoadedData Create(long seed)
    {
        MadelonClusters clusters = new(Rng.For(seed, RandomPurpose.Generator, Geometry));
        Rng random = Rng.For(seed, RandomPurpose.Generator, Columns);
        int[] order = FeatureOrder(random);
        var scale = new double[Features];
        var shift = new double[Features];
        for (int i = 0; i < Features; i++)
        {
            scale[i] = SmallestScale + (LargestScale - SmallestScale) * random.Uniform();
            shift[i] = Center + scale[i] * random.Uniform();
        }

        return new LoadedData(Part(TrainingRows, TrainingPart), Part(TestRows, TestPart));

        Dataset Part(int rows, long part)
        {
            Rng points = Rng.For(seed, RandomPurpose.Generator, part);
            int[] places = [.. Enumerable.Range(0, rows)];
            points.Shuffle<int>(places);
            var values = new float[rows * Features];
            var labels = new int[rows];
            var point = new double[Features]; // useful features first, then probes
            for (int row = 0; row < rows; row++)
            {
                int label = row % 2;
                clusters.Draw(points, label, row / 2 % MadelonClusters.PerClass, point.AsSpan(0, Useful));
                foreach (ref double probe in point.AsSpan(Useful)) probe = points.Gaussian();
                Span<float> place = values.AsSpan(places[row] * Features, Features);
                for (int i = 0; i < Features; i++)
                    place[order[i]] = (float)Math.Clamp(Math.Round(shift[i] + scale[i] * point[i]), 0, Largest);
                labels[places[row]] = label;
            }

            Flip(labels, points);
            return new Dataset("madelon", Features, values, labels, ["-1", "1"]);
        }
    }

    /// <summary>The 20 features, in ascending order, that are not probes.</summary>
    /// <param name="seed">The seed of the data set.</param>
    public static int[] UsefulFeatures(long seed)
    {
        int[] order = FeatureOrder(Rng.For(seed, RandomPurpose.Generator, Columns));
        return [.. order.Take(Useful).Order()];
    }

    private static int[] FeatureOrder(Rng random)
    {
        int[] order = [.. Enumerable.Range(0, Features)];
        random.Shuffle<int>(order);
        return order;
    }

    // As many of either class, so that the part stays balanced.
    private static void Flip(int[] labels, Rng random)
    {
        int[] rows = [.. Enumerable.Range(0, labels.Length)];
        random.Shuffle<int>(rows);
        int perClass = labels.Length / FlippedOneIn / 2;
        int[] flipped = [.. Enumerable.Range(0, 2).SelectMany(label => rows.Where(row => labels[row] == label).Take(perClass))];
        foreach (int row in flipped) labels[row] = 1 - labels[row];
    }
}
