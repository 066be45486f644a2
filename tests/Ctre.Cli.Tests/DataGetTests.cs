using System.Diagnostics;
using System.Text.Json;
using Ctre.Tests.Data.Downloads;

namespace Ctre.Cli.Tests;

public sealed class DataGetTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7))];

    private readonly Workplace place = new();
    private readonly LocalServer server = new();

    public void Dispose()
    {
        server.Dispose();
        place.Dispose();
    }

    private CliRun Get(string words) => Cli.RunWith(("CTRE_DATA_MIRROR", server.Address), place.Folder, $"data get {words}".Split(' '));

    [Fact]
    public void A_set_arrives_in_the_cache_and_is_not_fetched_twice()
    {
        server.Serve("/usps/USPS.mat", Answer.File(Content));
        CliRun first = Get("usps");
        string text = first.Succeeded(), folder = place.PathOf("ctre/data/usps");
        Assert.Empty(first.Error);
        Assert.Contains("usps: 9,298 rows, 256 features, 10 classes; 3,000 B\n", text, StringComparison.Ordinal);
        Assert.Matches("USPS.mat: no checksum is published; its SHA-256 is [0-9a-f]{64}\n", text);
        Assert.Contains($"folder  {folder}\n", text, StringComparison.Ordinal);
        Assert.Contains("cite    J. J. Hull.", text, StringComparison.Ordinal);
        Assert.EndsWith("next    ctre train usps\n", text, StringComparison.Ordinal);
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(folder, "USPS.mat")));
        Assert.Contains($"usps is here already, in {folder}; --force fetches it again", Get("USPS").Succeeded(), StringComparison.Ordinal);
        Assert.Single(server.Requests);
        Get("usps --force").Succeeded();
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void Some_rows_of_higgs_are_not_taken_for_all()
    {
        Directory.CreateDirectory(place.PathOf("sets/higgs"));
        place.Write("sets/higgs/HIGGS.csv.gz", "a few rows");
        Assert.Contains(
            $"higgs is here already, with some of its rows, in {place.PathOf("sets/higgs")}; --force fetches it again",
            Get("higgs --data-dir sets").Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_object()
    {
        server.Serve("/usps/USPS.mat", Answer.File(Content));
        CliRun run = Get("usps --data-dir sets --json");
        using var document = JsonDocument.Parse(run.Succeeded());
        JsonElement json = document.RootElement;
        Assert.Equal("name folder wasHere rows files license citation", Workplace.Fields(json));
        Assert.Equal(place.PathOf("sets/usps"), json.GetProperty("folder").GetString());
        Assert.Equal("name bytes sha256 verified", Workplace.Fields(json.GetProperty("files")[0]));
        JsonElement file = json.GetProperty("files")[0];
        Assert.Equal((3000, false), (file.GetProperty("bytes").GetInt32(), file.GetProperty("verified").GetBoolean()));
        using var again = JsonDocument.Parse(Get("usps --data-dir sets --json").Succeeded());
        Assert.True(again.RootElement.GetProperty("wasHere").GetBoolean());
    }

    [Fact]
    public void A_file_that_is_not_the_published_one_is_refused()
    {
        server.Serve("/gisette/gisette_train.data", Answer.File(Content));
        string line = Get("gisette --data-dir sets").ErrorLine();
        Assert.Contains("/gisette/gisette_train.data sent another file than published: its SHA-256 is ", line, StringComparison.Ordinal);
        Assert.Contains(", expected 6d4c5e998afe67937b9e77a3334e03c85e545ebc65a6eb1333ffc14125cfc389", line, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(place.PathOf("sets")));
    }

    [Fact]
    public void A_false_mnist_is_refused_by_its_size()
    {
        server.Serve("/mnist/train-images-idx3-ubyte.gz", Answer.File(Content));
        Assert.Contains("offers 3000 bytes where 9912422 are published", Get("mnist").ErrorLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_tells_its_address_and_what_else_can_be_done()
    {
        string line = Get("kmnist --data-dir sets").ErrorLine();
        Assert.Contains($"{server.Address}/kmnist/train-images-idx3-ubyte.gz answers 404", line, StringComparison.Ordinal);
        Assert.Contains("name a mirror with CTRE_DATA_MIRROR", line, StringComparison.Ordinal);
        Assert.Contains($"put the file by hand into {place.PathOf("sets/kmnist.part")} and try again", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mnits", "there is no known data set 'mnits': did you mean mnist? The known data sets are madelon,")]
    [InlineData("flowers.csv", "there is no known data set 'flowers.csv'. The known")]
    [InlineData("mnist --rows 5", "--rows does not apply to mnist: only higgs can be cut")]
    [InlineData("higgs --rows 0", "--rows 0: must be an integer, 1 to 11000000")]
    [InlineData("higgs --rows 11000001", "--rows 11000001: must be an integer, 1 to 11000000")]
    [InlineData("higgs --rows 2.5", "--rows 2.5: must be an integer, 1 to 11000000")]
    [InlineData("higgs --rows many", "--rows many: must be an integer, 1 to 11000000")]
    [InlineData("mnist --data-dir flowers.csv", "mnist cannot be stored in ")]
    public void A_wrong_command_line_is_reported_in_one_line(string words, string expected) =>
        Assert.Contains(expected, Get(words).ErrorLine(), StringComparison.Ordinal);

    [Fact]
    public void A_mirror_that_is_no_web_address_is_reported_in_one_line() => Assert.Contains(
        "CTRE_DATA_MIRROR is 'nowhere': a mirror is an address that begins with http:// or https://",
        Cli.RunWith(("CTRE_DATA_MIRROR", "nowhere"), place.Folder, "data", "get", "usps").ErrorLine(), StringComparison.Ordinal);

    [Fact]
    public void A_known_set_that_is_not_here_tells_how_to_fetch_it() =>
        Assert.Contains("ctre data get cifar-10 fetches it", place.Run("train cifar-10").ErrorLine(), StringComparison.Ordinal);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupted_download_is_gone_on_with(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        CancellationToken cancel = TestContext.Current.CancellationToken;
        server.Serve("/usps/USPS.mat", request => Answer.File(Content)(request) with { StallAfter = 1000 }, Answer.File(Content));
        using Process process = Cli.Start(
            place.Folder, ["data", "get", "usps", "--data-dir", "sets"], ("CTRE_DATA_MIRROR", server.Address));
        string part = place.PathOf("sets/usps.part/USPS.mat.part");
        while (!(File.Exists(part) && new FileInfo(part).Length == 1000)) await Task.Delay(10, cancel);
        Cli.Signal(process, signal);
        Assert.Empty(await process.StandardOutput.ReadToEndAsync(cancel));
        Assert.Equal(
            "interrupted: what has arrived is kept; ctre data get usps resumes from there\n",
            await process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(1000, new FileInfo(part).Length);

        Get("usps --data-dir sets").Succeeded();
        Assert.Equal(1000, server.Requests.Last().Offset);
        Assert.Equal(Content, await File.ReadAllBytesAsync(place.PathOf("sets/usps/USPS.mat"), cancel));
    }
}
