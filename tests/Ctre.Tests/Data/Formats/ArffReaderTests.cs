using System.Globalization;
using Ctre.Data;

namespace Ctre.Tests.Data.Formats;

public sealed class ArffReaderTests : IDisposable
{
    private const string Weather = """
        % The weather, by Weka's example
        @RELATION weather

        @attribute Outlook {sunny, overcast, 'light rain'}
        @attribute 'air temp' REAL
        @Attribute windy{TRUE,FALSE}
        @attribute play {yes, no}

        @DATA
        sunny, 85, FALSE, no
        % between rows
        'light rain',70.5,?,yes
        "overcast" , ? , TRUE , yes
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Dataset Read(string text, DataSourceOptions? options = null) =>
        DataSource.Load(folder.Write("t.arff", text), options ?? new()).Training;

    private static string Shown(Dataset data) => string.Join(" | ", Enumerable.Range(0, data.Rows).Select(row => string.Join(
        " ", data.Row(row).ToArray().Select((value, c) => float.IsNaN(value) ? "-"
            : data.Columns[c].Categories is { } texts ? texts[(int)value]
            : value.ToString(CultureInfo.InvariantCulture)))
        + (data.IsLabeled ? " : " + data.ClassNames[data.Labels[row]] : "")));

    [Fact]
    public void Numbers_and_categories_are_read_with_their_names()
    {
        Dataset data = Read(Weather);
        Assert.Equal("sunny 85 FALSE : no | light rain 70.5 - : yes | overcast - TRUE : yes", Shown(data));
        Assert.Equal(["Outlook", "air temp", "windy"], data.Columns.Select(column => column.Name));
        Assert.Equal(new LabelColumn(3, "play"), data.Label);
        Assert.Equal("t", data.Name);
    }

    [Fact]
    public void The_label_is_asked_for_or_called_class_or_the_last_one()
    {
        Assert.Equal("85 no : sunny", Shown(Read(Weather, new() { Label = "Outlook", Ignored = ["windy"] })).Split(" | ")[0]);
        Assert.Equal("1 : u | 2 : v", Shown(Read("@relation r\n@attribute CLASS {u,v}\n@attribute x real\n@data\nu,1\nv,2\n")));
        Assert.Equal("1 : 7 | 2 : 8", Shown(Read("@relation r\n@attribute x real\n@attribute z real\n@data\n1,7\n2,8.0\n")));
    }

    [Fact]
    public void Rows_in_braces_name_what_is_not_zero()
    {
        const string header =
            "@relation r\n@attribute a numeric\n@attribute b {x,'y z',w}\n@attribute c integer\n@attribute k {u,v}\n@data\n";
        Assert.Equal("0 y z 7 : u | 3 x 0 : v | 0 x 0 : u", Shown(Read(header + "{1 'y z', 2 7}\n{0 3,3 v}\n{ }\n")));
        Assert.Contains("row 7: a row in braces holds 'index value' pairs", Refusal(header + "{1 x, 1 x}\n"));
        Assert.Contains("row 7: a row in braces holds", Refusal(header + "{4 x}\n"));
        Assert.Contains("index 2 has no value", Refusal(header + "{2}\n"));
        Assert.Contains("no closing brace", Refusal(header + "{2 1\n"));
        Assert.Contains("no comma", Refusal(header + "{2 1 3 v}\n"));
    }

    [Fact]
    public void Many_zeros_stay_compressed()
    {
        string header = "@relation r\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"@attribute a{i} numeric\n"))
            + "@attribute k {u,v}\n@data\n";
        Dataset data = Read(header + string.Concat(Enumerable.Range(0, 300).Select(i => $"{{{i} 5, 400 {(i % 2 == 0 ? "u" : "v")}}}\n")));
        Assert.Equal(300, data.Sparse!.NonZeros);
        Assert.Equal([17], data.Sparse.Columns(17).ToArray());
    }

    [Fact]
    public void Columns_that_a_model_knows_are_found_by_name()
    {
        Dataset data = Read(Weather);
        string other = "@relation w\n@attribute windy {FALSE,TRUE}\n@attribute humidity real\n@attribute Outlook {sunny,snow}\n"
            + "@attribute 'air temp' real\n@data\nTRUE,9,snow,1\n";
        Dataset rows = DataSource.LoadForPrediction(folder.Write("o.arff", other), data.Columns, new(), data.Label, skipLabels: true);
        Assert.Equal("snow 1 TRUE", Shown(rows));
        Assert.Equal("sunny 85 FALSE", Shown(DataSource.LoadForPrediction(
            folder.Write("p.csv", "windy,play,air temp,Outlook\nFALSE,?,85,sunny\n"), data.Columns, new(), data.Label, skipLabels: true)));
    }

    [Theory]
    [InlineData("@relation r\n@attribute a real\n", "ends before @data")]
    [InlineData("@relation r\n@attribute a real\n@attribute k {u,v}\n@data\n% nothing\n", "has no rows of data after @data")]
    [InlineData("@relation r\n@attribute a real\n@attribute k {u,v}\n@data\n1,u,3\n", "row 5: found 3 values, expected 2")]
    [InlineData("@relation r\n@attribute a real\n@attribute k {u,v}\n@data\nx,u\n", "row 5, column 1 ('a'): 'x' is not a number")]
    [InlineData("@relation r\n@attribute a real\n@attribute k {u,v}\n@data\n1,w\n",
        "row 5, column 2 ('k'): 'w' is not one of the declared values: 'u', 'v'")]
    [InlineData("@relation r\n@attribute a real\n@attribute k {u,v}\n@data\n1,'u\n", "row 5, column 2: a quote is opened and never closed")]
    [InlineData("@relation r\n@attribute a real\n@attribute k {u,v}\n@data\n1,'u'v\n",
        "row 5, column 2: there is text after a closing quote")]
    [InlineData("@relation r\n@attribute a real\n@attribute k {u,v}\n@data\n1,?\n", "row 5, column 2 ('k'): the label is missing")]
    [InlineData("@relation r\n@attribute a relational\n@data\n", "row 2: the attribute 'a' has the type 'relational'; known are numeric")]
    [InlineData("@relation r\n@attribute\n@data\n", "row 2: @attribute needs a name and a type")]
    [InlineData("@relation r\n@attribute a {u,v\n@data\n", "row 2: the values of the attribute 'a' have no closing brace")]
    [InlineData("@relation r\n@attributes a real\n@data\n", "row 2: '@attributes a real' is neither @relation nor @attribute nor @data")]
    public void A_wrong_file_is_refused_with_the_place(string text, string message)
    {
        string refusal = Refusal(text);
        Assert.Contains(message, refusal);
        Assert.DoesNotContain('\n', refusal);
    }

    private string Refusal(string text) => Assert.Throws<InputException>(() => Read(text)).Message;
}
