using System.Globalization;

namespace Ctre.Cli.Options;

/// <summary>Changes of a recipe that make a run smaller, one at a time, as a user would type them.</summary>
internal static class MemoryAdvice
{
    private const int Steps = 60;

    /// <summary>The smallest change of each kind that fits; none of a kind that does not help.</summary>
    /// <param name="recipe">The recipe that is too large.</param>
    /// <param name="fits">Whether a recipe fits.</param>
    public static IEnumerable<string> Of(Recipe recipe, Func<Recipe, bool> fits)
    {
        bool isSparse = !Methods.IsDense(recipe.Method) && recipe.Distribution != DistributionKind.List;
        IEnumerable<(string Words, Recipe Recipe)>[] ways =
        [
            Shares(0.5).Select(share => Math.Max(1, (int)(share * recipe.BatchSize))).Distinct()
                .Select(rows => ($"--batch-size {rows}", recipe with { BatchSize = rows })),
            !isSparse ? [] : Shares(0.7).Select(share => recipe.Density is { } density
                ? Changed("--density", Rounded(share * density), less => recipe with { Density = less })
                : Changed("--epsilon", Rounded(share * recipe.Epsilon), less => recipe with { Epsilon = less })),
            recipe.Hidden.Count == 0 ? [] : Shares(0.8)
                .Select(share => (int[])[.. recipe.Hidden.Select(size => Math.Max(1, (int)(share * size)))])
                .Select(sizes => ($"--hidden {string.Join(',', sizes)}", recipe with { Hidden = sizes })),
        ];
        return ways.Select(way => way.FirstOrDefault(change => Fits(change.Recipe, fits)).Words).OfType<string>();
    }

    // A recipe may become too small to be one: too few connections for its layers.
    private static bool Fits(Recipe recipe, Func<Recipe, bool> fits)
    {
        try
        {
            return fits(recipe);
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static IEnumerable<double> Shares(double factor) => Enumerable.Range(1, Steps).Select(step => Math.Pow(factor, step));

    private static (string Words, Recipe Recipe) Changed(string option, double value, Func<double, Recipe> change) =>
        (string.Create(CultureInfo.InvariantCulture, $"{option} {value}"), change(value));

    private static double Rounded(double value) => OptionValue.Number(value.ToString("G2", CultureInfo.InvariantCulture));
}
