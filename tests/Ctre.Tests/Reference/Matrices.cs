using Ctre.Data;

namespace Ctre.Tests.Reference;

internal static class Matrices
{
    /// <summary>All rows of a data set, feature-major <c>[features, rows]</c>, unscaled.</summary>
    public static double[,] Of(Dataset data)
    {
        var matrix = new double[data.Features, data.Rows];
        for (int row = 0; row < data.Rows; row++)
            for (int f = 0; f < data.Features; f++) matrix[f, row] = data.Row(row)[f];
        return matrix;
    }

    public static double[,] Of(double[][] rows)
    {
        var matrix = new double[rows.Length, rows[0].Length];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < rows[i].Length; j++) matrix[i, j] = rows[i][j];
        return matrix;
    }

    public static IEnumerable<double> Flat(double[,] matrix) => matrix.Cast<double>();

    /// <summary>|Σ a b| / (‖a‖ ‖b‖) of each output row with each input row; 0 where a row is silent.</summary>
    public static double[,] Cosines(double[,] outputs, double[,] inputs)
    {
        var cosines = new double[outputs.GetLength(0), inputs.GetLength(0)];
        for (int i = 0; i < outputs.GetLength(0); i++)
            for (int j = 0; j < inputs.GetLength(0); j++)
            {
                double product = 0, left = 0, right = 0;
                for (int s = 0; s < inputs.GetLength(1); s++)
                {
                    product += outputs[i, s] * inputs[j, s];
                    left += outputs[i, s] * outputs[i, s];
                    right += inputs[j, s] * inputs[j, s];
                }

                cosines[i, j] = left == 0 || right == 0 ? 0 : Math.Abs(product) / Math.Sqrt(left * right);
            }

        return cosines;
    }
}
