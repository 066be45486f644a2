using System.Globalization;
using System.Text;
using Ctre.Data;
using Ctre.Data.Formats.Text;

namespace Ctre.Tests.Data.Formats;

public sealed class CsvReaderTests
{
    private static Dataset Read(string text, string? label = null, int? features = null) => CsvReader.Read(
        new MemoryStream(Encoding.UTF8.GetBytes(text)), "t.csv",
            new DataSourceOptions { Label = label, ExpectedColumns = features is { } count ? FeatureColumn.UnnamedList(count) : null });

    private static string Text(Dataset data) => string.Join(" | ", Enumerable.Range(0, data.Rows).Select(row =>
        string.Join(" ", data.Row(row).ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture)))
        + (data.IsLabeled ? " : " + data.ClassNames[data.Labels[row]] : "")));

    [Theory]
    [InlineData("1,2,a\n3,4,b\n")]
    [InlineData("1;2;a\n3;4;b")]
    [InlineData("1\t2\ta\n3\t4\tb\n")]
    [InlineData("1 2 a\n3 4 b\n")]
    [InlineData("  1   2 \t a \n 3 4 b\t\n")]
    [InlineData("1, 2, a\r\n3, 4, b\r\n")]
    [InlineData("\uFEFF1,2,a\n3,4,b\n\n  \r\n\n")]
    [InlineData("\"1\",\"2\",\"a\"\n\"3\",4,b\n")]
    [InlineData("x,z,kind\n1,2,a\n3,4,b\n")]
    [InlineData("+1.0,2e0,a\n3.,.4e1,b")]
    public void Every_separator_and_line_end_gives_the_same_rows(string text) =>
        Assert.Equal("1 2 : a | 3 4 : b", Text(Read(text)));

    [Theory]
    [InlineData("1,2,\"a,\"\"b\"\"\nc\"\n3,4,\"d\"\n", "1 2 : a,\"b\"\nc | 3 4 : d")]
    [InlineData("1,2,5\"\" nail\n3,4,b\"c\n", "1 2 : 5\"\" nail | 3 4 : b\"c")]
    [InlineData("1 2 \"a b\"\n3 4 \"\"\"\"\n", "1 2 : a b | 3 4 : \"")]
    public void Quotes_follow_rfc_4180(string text, string expected) => Assert.Equal(expected, Text(Read(text)));

    [Theory]
    [InlineData("y,a,b\n7,1,2\n8,3,4", null, "1 2 : 7 | 3 4 : 8")]
    [InlineData("a,CLASS,b\n1,7,2\n3,8,4", null, "1 2 : 7 | 3 4 : 8")]
    [InlineData("y,a,class\n1,2,7\n3,4,8", null, "1 2 : 7 | 3 4 : 8")]
    [InlineData("0,1,label\n1,2,7\n3,4,8", null, "1 2 : 7 | 3 4 : 8")]
    [InlineData("7,1,2\n8,3,4", "0", "1 2 : 7 | 3 4 : 8")]
    [InlineData("1,7,2\n3,8,4", "-2", "1 2 : 7 | 3 4 : 8")]
    [InlineData("a,kind,b\n1,u,2\n3,v,4", "kind", "1 2 : u | 3 4 : v")]
    [InlineData("b,1,c\n7,1,2\n8,3,4", "0", "1 2 : 7 | 3 4 : 8")]
    [InlineData("n,1,y\n7,1,2\n8,3,4", "1", "7 2 : 1 | 8 4 : 3")]
    [InlineData("1,2,y\n3,4,n\n5,6,y", null, "1 2 : y | 3 4 : n | 5 6 : y")]
    public void The_label_column_is_found(string text, string? label, string expected) =>
        Assert.Equal(expected, Text(Read(text, label)));

    [Fact]
    public void Number_labels_are_canonical_and_in_numeric_order()
    {
        Dataset data = Read("1,10.\n2,2.\n3,-1\n4,2.0\n5,1e1\n");
        Assert.Equal(["-1", "2", "10"], data.ClassNames);
        Assert.Equal([2, 1, 0, 1, 2], data.Labels.ToArray());
    }

    [Fact]
    public void Text_labels_are_in_ordinal_order()
    {
        Dataset data = Read("1,b\n2,B\n3,10\n4,é\n5,2\n");
        Assert.Equal(["10", "2", "B", "b", "é"], data.ClassNames);
    }

    [Theory]
    [InlineData("1,2\n3,4\n", "1 2 | 3 4")]
    [InlineData("a,b\n1,2\n3,4\n", "1 2 | 3 4")]
    [InlineData("1,2\n", "1 2")]
    [InlineData("1,2,x\n3,4,z\n", "1 2 : x | 3 4 : z")]
    [InlineData("class,a,b\nx,1,2\nz,3,4\n", "1 2 : x | 3 4 : z")]
    public void A_table_to_predict_may_lack_labels(string text, string expected) =>
        Assert.Equal(expected, Text(Read(text, features: 2)));

    [Fact]
    public void A_large_table_survives_every_buffer_boundary()
    {
        StringBuilder text = new("a;b;\"the \"\"label\"\"\"\r\n");
        for (int i = 0; i < 60_000; i++) text.Append(CultureInfo.InvariantCulture, $"{i}.25;-{i}e-3;\"c{i % 7}\"\r\n");
        Dataset data = Read(text.ToString());
        Assert.Equal(60_000, data.Rows);
        Assert.Equal(7, data.Classes);
        for (int i = 0; i < data.Rows; i++)
        {
            Assert.Equal([i + 0.25f, float.Parse($"-{i}e-3", CultureInfo.InvariantCulture)], data.Row(i).ToArray());
            Assert.Equal(i % 7, data.Labels[i]);
        }
    }

    [Theory]
    [InlineData("", "t.csv is empty")]
    [InlineData("\n\n", "t.csv is empty")]
    [InlineData("a,b,label\n", "header row but no rows")]
    [InlineData("a,b,c\n", "header row but no rows")]
    [InlineData("1,2,a\n3,x,b\n",
        "t.csv, row 2, column 2: 'x' is not a number; every feature needs a finite number; "
        + "if the column holds categories: --categorical 1")]
    [InlineData("1,2,a\n3,4,?\n", "row 2, column 3: the label is missing ('?')")]
    [InlineData("u,v,class\n1,2,a\n3,x,b\n", "t.csv, row 3, column 2 ('v'): 'x' is not a number")]
    [InlineData("1,2,a\n-Infinity,4,b\n", "row 2, column 1: '-Infinity' is not a finite number")]
    [InlineData("1,2,a\n3,-1e39,b\n", "row 2, column 2: '-1e39' is too large")]
    [InlineData("u;v;class\n1,5;2;a\n2,5;3;b\n",
        "row 2, column 1 ('u'): '1,5' is not a number; every feature needs a finite number (write decimals with a point")]
    [InlineData("1;2;a\n3;4,5;b\n", "row 2, column 2: '4,5' is not a number; every feature needs a finite number (write")]
    [InlineData("1,2,a\n3,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,b\n", "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'")]
    [InlineData("1,2,a\n3,4\n", "row 2: found 2 columns, expected 3")]
    [InlineData("1,2,a\n3,4,5,b\n", "row 2: found 4 columns, expected 3")]
    [InlineData("1,2,a\n\n3,4,b\n", "row 2: the line is blank")]
    [InlineData("1,2,a\n3,4,\n", "row 2, column 3: the label is empty")]
    [InlineData("1,2,0\n3,4,0.5\n", "row 2, column 3: the label '0.5' is not an integer: a continuous target")]
    [InlineData("1,2,0\n3,4,nan\n", "row 2, column 3: the label 'nan' is not finite")]
    [InlineData("1,2,a\n3,4,\"b\n5,6,c\n", "row 2: a quote is opened and never closed")]
    [InlineData("1,2,\"a\"b\n", "row 1, column 3: there is text after a closing quote")]
    [InlineData("1\n2\n", "one column only")]
    [InlineData("1,2,\"a\nb\"\n3,x,c\n", "row 3, column 2: 'x'")]
    public void A_wrong_table_is_refused_with_the_place(string text, string message)
    {
        InputException exception = Assert.Throws<InputException>(() => Read(text));
        Assert.Contains(message, exception.Message);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Theory]
    [InlineData("kind", "t.csv has no column 'kind': it has the columns 0 to 11 ('c0', 'c1',")]
    [InlineData("kind ", "'c7', 'c8', 'c9', …)")]
    [InlineData("12", "no column '12'")]
    [InlineData("-13", "no column '-13'")]
    [InlineData("", "no column ''")]
    public void An_unknown_label_column_is_refused_with_those_that_are_there(string label, string message)
    {
        string text = string.Join(",", Enumerable.Range(0, 12).Select(i => $"c{i}")) + "\n1,2,3,4,5,6,7,8,9,10,11,12\n";
        Assert.Contains(message, Assert.Throws<InputException>(() => Read(text, label)).Message);
    }

    [Fact]
    public void A_label_name_that_stands_twice_is_refused() =>
        Assert.Contains("more than one column 'k'", Assert.Throws<InputException>(() => Read("k,a,k\n1,2,3\n", "k")).Message);

    [Fact]
    public void A_table_of_another_width_than_the_model_is_refused() => Assert.Contains(
        "t.csv has 4 columns, the model expects 2 features",
        Assert.Throws<InputException>(() => Read("1,2,3,4\n", features: 2)).Message);

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x31, 0 }, "UTF-16")]
    [InlineData(new byte[] { 0x31, 0x2C, 0xE9, 0x0A }, "is not UTF-8")]
    public void Text_in_another_encoding_is_refused(byte[] content, string message) => Assert.Contains(
        message, Assert.Throws<InputException>(() => CsvReader.Read(new MemoryStream(content), "t", new DataSourceOptions())).Message);

    [Fact]
    public void A_line_without_end_is_refused()
    {
        using RepeatingStream stream = new("12345,"u8.ToArray(), 70 << 20);
        Assert.Contains("row 1: the line is longer than 64 MiB",
            Assert.Throws<InputException>(() => CsvReader.Read(stream, "t", new DataSourceOptions())).Message);
    }

    [Theory]
    [InlineData("0,1,2,3,4,5,6,7,kind\n1,2,3,4,5,6,7,9,0\n1,2,3,4,5,6,7,8,1\n", "1 2 3 4 5 6 7 9 : 0 | 1 2 3 4 5 6 7 8 : 1")]
    [InlineData("kind,2,3,4,5,6,7,8,9\na,1,2,3,4,5,6,7,9\n", "1 2 3 4 5 6 7 9 : a", "0")]
    [InlineData("1,2,3,a\n4,5,6,b\n", "1 2 3 : a | 4 5 6 : b")]
    [InlineData("1,2,3,4,5,6,7,9,a\n1,2,3,4,5,6,7,8,b\n", "1 2 3 4 5 6 7 9 : a | 1 2 3 4 5 6 7 8 : b")]
    public void Columns_that_are_numbered_beside_a_word_are_a_header(string text, string expected, string? label = null) =>
        Assert.Equal(expected, Text(Read(text, label)));

    [Fact]
    public void The_label_column_is_remembered_and_found_again()
    {
        Assert.Equal(new LabelColumn(0, "y"), Read("y,a,b\n7,1,2\n8,3,4").Label);
        Assert.Equal(new LabelColumn(2, null), Read("1,2,a\n3,4,b").Label);
        Assert.Null(Read("1,2\n3,4", features: 2).Label);
        foreach (string text in new[] { "a,y,b\n1,,2\n3,?,4", "y,a,b\n0.5,1,2\n,3,4", "7,1,2\n8,3,4", "1,2\n3,4" })
        {
            DataSourceOptions options = new()
            {
                ExpectedColumns = FeatureColumn.UnnamedList(2),
                TrainedLabel = new LabelColumn(0, "y"),
                SkipLabels = true,
            };
            Dataset data = CsvReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t.csv", options);
            Assert.Equal("1 2 | 3 4", Text(data));
        }
    }

    [Fact]
    public void A_column_of_identifiers_is_no_label()
    {
        string text = string.Concat(Enumerable.Range(0, Dataset.MaxClasses + 1).Select(row => $"1,2,id{row}\n"));
        string message = Assert.Throws<InputException>(() => Read(text)).Message;
        Assert.Contains("row 4097, column 3: more than 4096 different labels", message);
    }
}
