using System.Reflection;
using Ctre.Training;

namespace Ctre.Tests.Training;

/// <summary>The numbers of a report that files keep: none is forgotten, and none is believed that cannot be true.</summary>
public sealed class EpochColumnTests
{
    private static readonly EpochReport Report =
        new(7, 1.5, 0.11, 0.12, 0.13, 0.14, 1.6, 0.15, 1.7, 0.01, 0.3, [3, 5], [1, 2], 0.5, 0.6, 0.7, 1000);

    public static TheoryData<int> Columns => [.. Enumerable.Range(0, EpochColumn.All.Count)];

    [Fact]
    public void Every_property_of_a_report_is_a_column()
    {
        string[] properties = [.. typeof(EpochReport).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(one => one.Name)];
        Assert.Equal(properties.Order(), EpochColumn.All.Select(column => column.Name.Replace("_", "", StringComparison.Ordinal))
            .Select(name => properties.Single(property => property.Equals(name, StringComparison.OrdinalIgnoreCase))).Order());
        double[] values = [.. EpochColumn.All.Select(column => column.Value(Report))];
        Assert.Equal(values.Length, values.Distinct().Count());
        EpochReport read = EpochColumn.Report(values, [3, 5], [1, 2]);
        Assert.All(properties, name => Assert.Equal(Of(Report, name), Of(read, name)));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void What_a_column_cannot_be_is_refused(int column)
    {
        double[] impossible = EpochColumn.All[column].MayOverflow ? [-5] : [-5, double.NaN, double.PositiveInfinity];
        if (EpochColumn.All[column].Allowed.High == 1) impossible = [.. impossible, 99];
        foreach (double value in impossible)
        {
            double[] values = [.. EpochColumn.All.Select(one => one.Value(Report))];
            values[column] = value;
            string message = Assert.Throws<InputException>(() => EpochColumn.Report(values, [3, 5], [1, 2])).Message;
            Assert.Contains($"the {EpochColumn.All[column].Name} of an epoch cannot be", message, StringComparison.Ordinal);
        }
    }

    private static object? Of(EpochReport report, string property) => typeof(EpochReport).GetProperty(property)!.GetValue(report);
}
