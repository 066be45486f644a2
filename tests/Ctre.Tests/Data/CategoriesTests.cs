using System.Globalization;
using System.Text;
using Ctre.Data;
using Ctre.Data.Formats.Text;

namespace Ctre.Tests.Data;

/// <summary>Text columns, missing values and names of columns in text tables.</summary>
public sealed class CategoriesTests
{
    private static readonly string Weather = """
        day,outlook,wind,play
        1,sunny,3,no
        2,rain,,yes
        3,?,5,yes
        4,sunny,NA,no
        5,overcast,2,yes
        """;

    private static Dataset Read(string text, DataSourceOptions? options = null) =>
        CsvReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t.csv", options ?? new());

    private static string Refusal(string text, DataSourceOptions options) =>
        Assert.Throws<InputException>(() => Read(text, options)).Message;

    private static string Shown(Dataset data) => string.Join(" | ", Enumerable.Range(0, data.Rows).Select(row => string.Join(
        " ", data.Row(row).ToArray().Select((value, c) => float.IsNaN(value) ? "-"
            : data.Columns[c].Categories is { } texts ? texts[(int)value]
            : value.ToString(CultureInfo.InvariantCulture)))));

    [Fact]
    public void A_column_of_texts_holds_categories_and_cells_may_be_missing()
    {
        Dataset data = Read(Weather);
        Assert.Equal("1 sunny 3 | 2 rain - | 3 - 5 | 4 sunny - | 5 overcast 2", Shown(data));
        Assert.Equal(["day", "outlook", "wind"], data.Columns.Select(column => column.Name));
        Assert.Equal(3, data.CountMissing());
        Assert.Equal(["columns of categories: 'outlook' (3)"], data.Notes);
    }

    [Theory]
    [InlineData("?")]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData("na")]
    [InlineData("nan")]
    [InlineData("NaN")]
    [InlineData("n/a")]
    [InlineData("NULL")]
    [InlineData("\"\"")]
    public void Missing_values_have_many_spellings(string cell) => Assert.Equal("1 - | - 4", Shown(Read($"1,{cell},a\n{cell},4,b\n")));

    [Theory]
    [InlineData("1,2,a\n3,,b\n", "row 2, column 2: the cell is empty; every feature needs a finite number")]
    [InlineData("1,2,a\nNA,4,b\n", "row 2, column 1: 'NA' is a missing value")]
    [InlineData("x,1,a\ny,1,a\n?,4,b\n", "row 3, column 1: '?' is a missing value")]
    public void Missing_values_are_refused_if_asked(string text, string message) =>
        Assert.Contains(message, Refusal(text, new DataSourceOptions { Missing = MissingKind.Error }));

    [Fact]
    public void Categories_may_be_chosen_and_numbers_among_them()
    {
        Dataset data = Read("zip,n,y\n1234,1,a\n1234.0,2,b\n0777,3,a\n", new DataSourceOptions { Categorical = ["zip"] });
        Assert.Equal("1234 1 | 1234 2 | 0777 3", Shown(data));
        Assert.Equal("1234 1 | 1234 2 | 0777 3",
            Shown(Read("1234,1,a\n1234.,2,b\n0777,3,a\n", new DataSourceOptions { Categorical = ["0"] })));
        Assert.Empty(data.Notes);
        Assert.Contains("row 2, column 2: 'sunny' is not a number",
            Refusal("1,2,a\n1,sunny,b\n", new DataSourceOptions { Categorical = ["0"] }));
        Assert.Contains("row 1, column 1: 'u' is not a number", Refusal("u,2,a\nv,1,b\n", new DataSourceOptions { Categorical = [] }));
        Assert.Contains("no column 'zap'", Refusal("zip,y\n1,a\n2,b\n", new DataSourceOptions { Categorical = ["zap"] }));
    }

    [Fact]
    public void A_word_among_numbers_is_a_mistake_but_repeated_values_are_categories()
    {
        string doors = string.Concat(Enumerable.Range(0, 80).Select(i => $"{(i % 4 == 3 ? "5more" : $"{2 + (i % 4)}")},{i},c{i % 2}\n"));
        Assert.Equal(["2", "3", "4", "5more"], Read(doors).Columns[0].Categories!);
        string numbers = string.Concat(Enumerable.Range(0, 80).Select(i => $"{(i == 70 ? "x" : $"{i}")},{i},c{i % 2}\n"));
        Assert.Contains("row 71, column 1: 'x' is not a number", Refusal(numbers, new()));
    }

    [Fact]
    public void Columns_may_be_left_out()
    {
        Dataset data = Read(Weather, new DataSourceOptions { Ignored = ["day", "-2"] });
        Assert.Equal("sunny | rain | - | sunny | overcast", Shown(data));
        Assert.Equal(new LabelColumn(3, "play"), data.Label);
        Assert.Contains("no column 'night'", Refusal(Weather, new DataSourceOptions { Ignored = ["night"] }));
        Assert.Contains("label column 'play' cannot be left out", Refusal(Weather, new DataSourceOptions { Ignored = ["play"] }));
        Assert.Contains("no column left", Refusal(Weather, new DataSourceOptions { Ignored = ["0", "1", "2"] }));
    }

    [Fact]
    public void A_header_of_words_over_words_is_found_where_words_repeat()
    {
        string rows = string.Concat(Enumerable.Repeat("sunny,hot,no\nrain,cool,yes\n", 4));
        Assert.Equal(8, Read("outlook,heat,play\n" + rows).Rows);
        Assert.Equal(8, Read(rows).Rows);
        Assert.Equal(9, Read("outlook,heat,play\n" + rows, new DataSourceOptions { Header = false }).Rows);
        Assert.Equal("3 4", Shown(Read("1,2,0\n3,4,1\n", new DataSourceOptions { Header = true })));
    }

    [Fact]
    public void Columns_that_a_model_knows_are_found_by_name_in_any_order()
    {
        DataSourceOptions options = new()
        {
            ExpectedColumns = Read(Weather).Columns,
            TrainedLabel = new LabelColumn(3, "play"),
            SkipLabels = true,
        };
        Assert.Equal("1 sunny 3 | 2 snow -", Shown(Read("play,wind,more,outlook,day\n?,3,junk,sunny,1\n,,\"x y\",snow,2\n", options)));
        Assert.Equal("1 sunny 3", Shown(Read("wind,outlook,day\n3,sunny,1\n", options)));
        Assert.Equal("1 sunny 3 | 2 7 5", Shown(Read("1,sunny,3\n2,7,5\n", options)));
        Assert.Equal("1 sunny 3", Shown(Read("1,sunny,3,yes\n", options)));
        Assert.Equal("t.csv lacks columns 'outlook', 'wind' that the model was trained on; columns are found by the names in the header.",
            Refusal("day,windy,outlooks\n1,2,3\n", options));
        Assert.Contains("row 2, column 1 ('wind'): 'calm' is not a number", Refusal("wind,outlook,day\ncalm,sunny,1\n", options));
        Assert.Contains("has 2 columns, the model expects 3 features", Refusal("1,2\n", options));
    }

    [Fact]
    public void A_name_may_stand_a_hundred_thousand_times() =>
        Assert.Equal("x.100000", HeaderDetection.Unique([.. Enumerable.Repeat("x", 100_000)])[^1]);

    [Fact]
    public void Names_that_stand_twice_are_told_apart_the_same_way_each_time()
    {
        Dataset data = Read("x,x,y,x\n1,2,a,3\n4,5,b,6\n");
        Assert.Equal(["x", "x.2", "x.3"], data.Columns.Select(column => column.Name));
        DataSourceOptions options = new() { ExpectedColumns = data.Columns, TrainedLabel = data.Label };
        Assert.Equal("1 2 3", Shown(Read("y,x,x,x\na,1,2,3\n", options)));
    }

    [Fact]
    public void Too_many_categories_are_refused_and_many_are_noted()
    {
        string text = "id,n,y\n" + string.Concat(Enumerable.Range(0, 1001).Select(i => $"id{i},{i},{i % 2}\n"));
        Assert.Contains("row 1002, column 1 ('id'): the category 'id1000' is one of more than 1000 different ones "
            + "(is it an identifier? --ignore id leaves it out)", Refusal(text, new()));
        Dataset few = Read("id,n,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"id{i},{i},{i % 2}\n")));
        Assert.Contains(few.Notes, note => note == "'id' has 30 categories in 30 rows: if it is an identifier, leave it out with --ignore");
    }
}
