namespace Ctre.Cli.Tests;

/// <summary>Names that are not valid UTF-8: .NET would silently take another name for them.</summary>
public sealed class ExactTextTests : IDisposable
{
    private readonly Workplace place = new();

    public ExactTextTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "names are bytes on Linux alone");

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("""train flowers.csv --epochs 1000000 --output "$(printf 'x\377')" """, "argument 6, 'x�', is not valid UTF-8")]
    [InlineData("""train "$(printf '\303.csv')" """, "argument 2, '�.csv', is not valid UTF-8")]
    [InlineData("""data info "$(printf '\357\277\275\377')" """, "argument 3, '��', is not valid UTF-8")]
    public void An_argument_is_refused(string words, string expected)
    {
        Assert.Contains(expected, Shell($"\"$@\" {words}").ErrorLine(), StringComparison.Ordinal);
        Assert.Equal(["flowers.csv"], place.Entries());
    }

    [Fact]
    public void The_character_that_stands_for_such_bytes_may_be_in_a_name()
    {
        File.Copy(place.PathOf("flowers.csv"), place.PathOf("�.csv"));
        place.Run("data info �.csv").Succeeded();
    }

    [Fact]
    public void A_current_folder_is_refused()
    {
        CliRun run = Shell(
            "d=$(printf '\\377'); mkdir $d; cd $d; \"$@\" train ../flowers.csv --epochs 1000000; c=$?; cd ..; rmdir $d; exit $c");
        Assert.Contains("the path of the current folder, ", run.ErrorLine(), StringComparison.Ordinal);
        Assert.Equal(["flowers.csv"], place.Entries());
    }

    [Fact]
    public void A_folder_of_data_that_an_environment_variable_names_is_refused()
    {
        CliRun run = Shell("CTRE_DATA_DIR=$PWD/$(printf 'x\\377') \"$@\" data get usps");
        Assert.Contains("is not valid UTF-8: name another one with --data-dir or CTRE_DATA_DIR", run.ErrorLine(), StringComparison.Ordinal);
        Assert.Equal(["flowers.csv"], place.Entries());
    }

    [Fact]
    public void A_file_in_a_folder_of_data_is_refused()
    {
        CliRun run = Shell(
            "mkdir data; cp flowers.csv \"$(printf 'data/train\\377.csv')\"; \"$@\" data info data; c=$?; rm -r data; exit $c");
        Assert.Contains("a name that is not valid UTF-8 cannot be opened, rename it", run.ErrorLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_such_a_name_is_refused()
    {
        place.Run($"train flowers.csv {Workplace.Brief} --output run --quiet").Succeeded();
        CliRun run = Shell("ln -s \"$(printf '\\377')\" p.csv; \"$@\" predict run flowers.csv --output p.csv");
        Assert.Contains("p.csv: it is a link to a name that is not valid UTF-8", run.ErrorLine(), StringComparison.Ordinal);
        Assert.Equal(["flowers.csv", "p.csv", "run"], place.Entries());
    }

    private CliRun Shell(string line) => Cli.InShell(place.Folder, line);
}
