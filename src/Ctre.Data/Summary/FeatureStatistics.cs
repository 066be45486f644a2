namespace Ctre.Data.Summary;

/// <summary>Statistics of one feature of a data set. The values of a column of categories are positions in their list.</summary>
/// <param name="Index">The feature, from 0.</param>
/// <param name="Column">Its name and categories.</param>
/// <param name="Minimum">Its smallest value; NaN if all are missing.</param>
/// <param name="Maximum">Its largest value; NaN if all are missing.</param>
/// <param name="Mean">Its mean; NaN if all are missing.</param>
/// <param name="Deviation">Its standard deviation over these rows; NaN if all are missing.</param>
/// <param name="Missing">In how many rows it is missing.</param>
/// <param name="Zeros">In how many rows it is zero.</param>
/// <param name="IsWhole">Whether all its values are integers.</param>
public readonly record struct FeatureStatistics(
    int Index, FeatureColumn Column, float Minimum, float Maximum, double Mean, double Deviation, int Missing, int Zeros, bool IsWhole)
{
    /// <summary>Whether it holds categories.</summary>
    public bool IsCategorical => Column.Categories is not null;

    /// <summary>Whether it has the same value in all rows where it is present.</summary>
    public bool IsConstant => !(Minimum < Maximum);

    /// <summary>Whether it takes two adjacent integers only, as a flag does.</summary>
    internal bool IsFlag => IsWhole && Maximum - Minimum == 1;

    /// <summary>How many deviations its farthest value is from the mean; 0 if it is constant.</summary>
    internal double Reach => IsConstant ? 0 : Math.Max(Maximum - Mean, Mean - Minimum) / Deviation;
}
