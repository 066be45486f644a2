using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Ctre.Cli.Tests;

public sealed class CompareTests : IDisposable
{
    private const string Small = "--hidden 16,16 --epochs 4 --batch-size 10 --density 0.3 --methods set,ctre-sim,dense --seeds 0..1";

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Compressed_rows_are_compared_like_others()
    {
        place.Write("counts.svm", string.Concat(
            Enumerable.Range(0, 60).Select(row => $"{row % 2} {1 + row % 2}:1 {3 + row % 7}:2 60:{row % 3}\n")));
        place.Json("compare counts.svm --format libsvm --methods set --hidden 8 --epochs 2 --seeds 0 --output svm");
        Assert.Contains("counts", File.ReadAllText(place.PathOf("svm/results.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_leaves_cells_tables_summary_and_plots()
    {
        JsonElement json = place.Json($"compare flowers.csv {Small} --output out --quiet");
        Assert.Equal("output regime runs failed skipped rows ranks reference tests", Workplace.Fields(json));
        Assert.Equal(6, json.GetProperty("runs").GetInt32());
        Assert.Equal(3, json.GetProperty("rows").GetArrayLength());
        Assert.Equal("ctre-sim", json.GetProperty("reference").GetString());
        Assert.Equal(
            [
                "ctre-sim-d0.3-s0.json", "ctre-sim-d0.3-s1.json", "dense-dense-s0.json", "dense-dense-s1.json", "set-d0.3-s0.json",
                "set-d0.3-s1.json",
            ],
            Cells("out").Select(Path.GetFileName));

        string[] results = File.ReadAllLines(place.PathOf("out/results.csv"));
        Assert.Equal(1 + 6, results.Length);
        Assert.StartsWith("data,method,epsilon,density,seed,epochs,test_accuracy,", results[0], StringComparison.Ordinal);
        Assert.StartsWith("flowers,set,,0.3,0,4,", results[1], StringComparison.Ordinal);
        Assert.Equal(1 + 3, File.ReadAllLines(place.PathOf("out/summary.csv")).Length);
        Assert.Equal(
            ["density-flowers.svg", "epochs-flowers-d0.3.svg"],
            Directory.GetFiles(place.PathOf("out/plots")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (string plot in Directory.GetFiles(place.PathOf("out/plots")))
        {
            XDocument svg = XDocument.Load(plot);
            string text =
                string.Concat(svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value + "|"));
            foreach (string part in (string[])["flowers", "set|", "ctre-sim|", "dense|", "accuracy"])
                Assert.Contains(part, text, StringComparison.Ordinal);
            Assert.Equal(3, svg.Descendants().Count(element => element.Name.LocalName == "polyline"));
        }
    }

    [Fact]
    public void A_cell_is_what_train_gives()
    {
        place.Run($"compare flowers.csv {Small} --output out --quiet").Succeeded();
        JsonElement trained = place.Json(
            "train flowers.csv --hidden 16,16 --epochs 4 --batch-size 10 --density 0.3 --method ctre-sim --seed 1 --output run --quiet");
        JsonNode cell = CellOf("out/cells/flowers/ctre-sim-d0.3-s1.json");
        Assert.Equal(trained.GetProperty("modelDigest").GetString(), (string?)cell["modelDigest"]);
        Assert.Equal(trained.GetProperty("testAccuracy").GetDouble(), (double?)cell["testAccuracy"]);
        Assert.Equal(trained.GetProperty("connections").GetInt64(), (long?)cell["connections"]);
        Assert.Equal(new FileInfo(place.PathOf("run/model.safetensors")).Length, (long?)cell["modelBytes"]);
    }

    [Fact]
    public void Finished_cells_are_not_run_again_and_damaged_ones_are()
    {
        place.Run($"compare flowers.csv {Small} --output out --quiet --jobs 1").Succeeded();
        string summary = File.ReadAllText(place.PathOf("out/summary.md"));
        string[] cells = Cells("out");
        JsonNode before = CellOf(cells[0]);
        File.Delete(cells[0]);
        File.WriteAllText(cells[3], "{\"data\":");
        DateTime kept = File.GetLastWriteTimeUtc(cells[1]);

        CliRun again = place.Run($"compare flowers.csv {Small} --output out --jobs 4");
        again.Succeeded();
        Assert.Contains("4 of 6 runs are stored already", again.Error, StringComparison.Ordinal);
        Assert.Contains("damaged", again.Error, StringComparison.Ordinal);
        Assert.Equal(kept, File.GetLastWriteTimeUtc(cells[1]));
        // Another number of jobs, the same network.
        Assert.Equal((string?)before["modelDigest"], (string?)CellOf(cells[0])["modelDigest"]);
        Assert.Equal(Untimed(summary), Untimed(File.ReadAllText(place.PathOf("out/summary.md"))));

        string whole = File.ReadAllText(place.PathOf("out/summary.md"));
        place.Run($"compare flowers.csv {Small} --output out --quiet").Succeeded();
        Assert.Equal(whole, File.ReadAllText(place.PathOf("out/summary.md")));
    }

    [Fact]
    public void A_forged_cell_is_refused_and_left_as_it_is()
    {
        const string Line = "compare flowers.csv --hidden 4 --epochs 1 --methods set --seeds 0 --output out --quiet",
            Path = "out/cells/flowers/set-e1-s0.json";
        place.Run(Line).Succeeded();
        JsonNode cell = CellOf(Path);
        cell["testAccuracy"] = 1.5;
        string forged = cell.ToJsonString();
        place.Write(Path, forged);
        Assert.Equal(
            $"error: {Path} is not the result of a run: testAccuracy must be in [0, 1]. Delete it, or repeat these runs with --force.",
            place.Run(Line).ErrorLine());
        Assert.Equal(forged, File.ReadAllText(place.PathOf(Path)));
        place.Run(Line + " --force").Succeeded();
        Assert.InRange((double)CellOf(Path)["testAccuracy"]!, 0, 1);
    }

    [Fact]
    public void Other_settings_do_not_mix_with_stored_cells()
    {
        place.Run($"compare flowers.csv {Small} --output out --quiet").Succeeded();
        string error = place.Run($"compare flowers.csv {Small} --output out --lr 0.05 --quiet").ErrorLine();
        Assert.Contains("learningRate 0.1, now 0.05", error, StringComparison.Ordinal);
        Assert.Contains("--force", error, StringComparison.Ordinal);
        place.Write("flowers.csv", Workplace.Table(withLabels: true, reversed: true));
        Assert.Contains(
            "other rows of flowers", place.Run($"compare flowers.csv {Small} --output out --quiet").ErrorLine(), StringComparison.Ordinal);
        place.Run($"compare flowers.csv {Small} --output out --lr 0.05 --force --quiet").Succeeded();
        Assert.Equal(0.05, (double?)CellOf(Cells("out")[0])["recipe"]!["learningRate"]);
    }

    [Fact]
    public void A_cell_from_before_an_option_existed_has_its_default()
    {
        place.Run($"compare flowers.csv {Small} --output out --quiet").Succeeded();
        foreach (string path in Cells("out"))
        {
            JsonNode cell = CellOf(path);
            Assert.True(cell["recipe"]!.AsObject().Remove("classWeight"));
            place.Write(path, cell.ToJsonString());
        }

        CliRun again = place.Run($"compare flowers.csv {Small} --output out");
        again.Succeeded();
        Assert.Contains("6 of 6 runs are stored already", again.Error, StringComparison.Ordinal);
        Assert.Contains("classWeight", place.Run($"compare flowers.csv {Small} --output out --class-weight balanced --quiet").ErrorLine(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_of_given_results_is_right()
    {
        place.Run($"compare flowers.csv {Small} --output out --quiet".Replace("0..1", "0..2", StringComparison.Ordinal)).Succeeded();
        foreach ((string method, double[] accuracies) in (ReadOnlySpan<(string, double[])>)[
            ("set-d0.3", [0.5, 0.6, 0.7]), ("ctre-sim-d0.3", [0.8, 0.8, 0.9]), ("dense-dense", [0.85, 0.9, 0.95])])
        {
            for (int seed = 0; seed < 3; seed++)
            {
                string path = $"out/cells/flowers/{method}-s{seed}.json";
                JsonNode cell = CellOf(path);
                cell["testAccuracy"] = accuracies[seed];
                place.Write(path, cell.ToJsonString());
            }
        }

        JsonElement json = place.Json(
            $"compare flowers.csv {Small} --output out --quiet".Replace("0..1", "0..2", StringComparison.Ordinal));
        string text = File.ReadAllText(place.PathOf("out/summary.md"));
        Assert.Contains("| set | 60.00 ± 10.00 | 2.00 |", text, StringComparison.Ordinal);
        Assert.Contains("| ctre-sim | **_83.33 ± 5.77_** | 1.00 |", text, StringComparison.Ordinal);
        Assert.Contains("| dense | **90.00 ± 5.00** |  |", text, StringComparison.Ordinal);
        // Three pairs, all one way: p = 2/8, and by Holm 2 · 2/8; against dense differences of −5, −10 and −5 points.
        Assert.Contains("| set | 3 | 3 | 0 | +23.33 | 0.25 | 0.5 |", text, StringComparison.Ordinal);
        Assert.Contains("| dense | 3 | 0 | 3 | -6.67 | 0.25 | 0.5 |", text, StringComparison.Ordinal);
        Assert.Equal(0.6, json.GetProperty("rows")[0].GetProperty("testAccuracy").GetDouble(), 12);
        Assert.Equal(0.1, json.GetProperty("rows")[0].GetProperty("deviation").GetDouble(), 12);
        // 4 × 16 + 16 × 16 + 16 × 3 places, 30 % of them, and 35 neurons besides the inputs.
        double relative = (2 * 110 + 35) / (2 * 368 + 35.0);
        Assert.Equal(relative, json.GetProperty("rows")[0].GetProperty("inferenceFlops").GetDouble(), 12);
        Assert.Equal(1, json.GetProperty("rows")[2].GetProperty("trainingFlops").GetDouble());
    }

    [Fact]
    public void A_run_that_diverges_is_reported_and_the_others_count()
    {
        CliRun run = place.Run(
            "compare flowers.csv --hidden 16 --epochs 50 --methods dense,static --seeds 0 --lr 100000 --lr-schedule constant --output out "
                + "--quiet");
        Assert.Contains("diverged", run.ErrorLine(), StringComparison.Ordinal);

        // One of two data sets that cannot be validated on: its runs fail, the others are shown.
        place.Write("tiny.csv", "a,b,class\n1,2,x\n3,4,y\n5,6,x\n");
        string table = place.Run($"compare flowers.csv tiny.csv {Small} --output mixed --quiet").Succeeded();
        Assert.Contains("failed      tiny", table, StringComparison.Ordinal);
        Assert.Contains("## Runs that failed", File.ReadAllText(place.PathOf("mixed/summary.md")), StringComparison.Ordinal);
        Assert.Contains("| –", File.ReadAllText(place.PathOf("mixed/summary.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_paper_regime_uses_the_papers_settings()
    {
        place.Run("compare paper flowers.csv --hidden 16,16 --epochs 2 --methods rigl,cte --seeds 3 --epsilon 2,1 --output out --quiet")
            .Succeeded();
        Assert.Equal(["cte-e1-s3.json", "cte-e2-s3.json", "rigl-e1-s3.json", "rigl-e2-s3.json"], Cells("out").Select(Path.GetFileName));
        JsonNode recipe = CellOf("out/cells/flowers/rigl-e2-s3.json")["recipe"]!;
        Assert.Equal("glorot constant constant uniform",
            $"{recipe["weightInit"]} {recipe["zetaSchedule"]} {recipe["learningRateSchedule"]} {recipe["growInit"]}");
        Assert.Equal(0.01, (double?)recipe["learningRate"]);
        Assert.Equal(1, (double?)recipe["updateUntil"]);
        Assert.Equal(0, (int?)recipe["wiringRounds"]);
    }

    [Fact]
    public void Tuning_chooses_by_validation_and_runs_on_fresh_seeds()
    {
        string line =
            "compare tuned flowers.csv --hidden 16,16 --epochs 3 --methods set,dense --density 0.3 --seeds 0..1 --output out --quiet";
        place.Run(line + " --tune --tune-epochs-for set=2").Succeeded();
        JsonArray tuned = JsonNode.Parse(File.ReadAllText(place.PathOf("out/tuned.json")))!.AsArray();
        Assert.Equal(["set d0.3", "dense dense"], tuned.Select(one => $"{one!["method"]} {one["connectivity"]}"));
        string[] trials = Directory.GetFiles(place.PathOf("out/trials/flowers"));
        Assert.Equal(2 * (int)tuned[0]!["trials"]!, trials.Length);
        Assert.All(trials, trial => Assert.Equal(1000, (long?)CellOf(trial)["recipe"]!["seed"]));
        Assert.All(trials,
            trial => Assert.Equal(trial.Contains("set-", StringComparison.Ordinal) ? 2 : 3, (int?)CellOf(trial)["recipe"]!["epochs"]));
        double best = trials.Where(trial => trial.Contains("set-", StringComparison.Ordinal))
            .Max(trial => (double)CellOf(trial)["validationAccuracy"]!);
        Assert.Equal(best, (double?)tuned[0]!["validationAccuracy"]);
        string[] table = File.ReadAllLines(place.PathOf("out/tuning.csv"));
        Assert.Equal(1 + trials.Length, table.Length);
        Assert.DoesNotContain("test", table[0], StringComparison.Ordinal);

        // The settings are the winner's, and a second comparison finds them.
        tuned[0]!["options"] = "--batch-size 7 --lr 0.03";
        place.Write("out/tuned.json", tuned.ToJsonString());
        place.Run(line + " --force").Succeeded();
        JsonNode recipe = CellOf("out/cells/flowers/set-d0.3-s1.json")["recipe"]!;
        Assert.Equal("7 0.03 3", $"{recipe["batchSize"]} {recipe["learningRate"]} {recipe["epochs"]}");
        Assert.Contains("`--batch-size 7 --lr 0.03`", File.ReadAllText(place.PathOf("out/summary.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_known_sets_are_skipped()
    {
        CliRun run = place.Run($"compare mnist flowers.csv {Small} --output out --quiet --json");
        Assert.Contains("mnist is skipped", run.Error, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(run.Succeeded());
        Assert.Equal("[\"mnist\"]", document.RootElement.GetProperty("skipped").GetRawText());
    }

    [Fact]
    public async Task An_interrupted_comparison_goes_on_where_it_stopped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no POSIX signals here.");
        string[] line =
        [
            "compare", "madelon", "--hidden", "50", "--epochs", "20", "--methods", "static", "--seeds", "0..199", "--jobs", "1",
            "--output", "out",
        ];
        using var process = Cli.Start(place.Folder, line);
        for (string? error = ""; !(error ?? throw new InvalidOperationException("it ended")).StartsWith("2/200", StringComparison.Ordinal);)
            error = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        Cli.Signal(process, "TERM");
        string rest = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("the same command resumes from there", rest, StringComparison.Ordinal);
        int stored = Directory.GetFiles(place.PathOf("out/cells/madelon"), "*.json").Length;
        Assert.InRange(stored, 2, 199);
        Assert.Empty(Directory.GetFiles(place.PathOf("out/cells/madelon"), "*.tmp"));

        line[9] = $"0..{stored}";
        CliRun again = Cli.Run(place.Folder, line);
        again.Succeeded();
        Assert.Contains($"{stored} of {stored + 1} runs are stored already", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flowers.csv --methods set,statc", "there is no method statc: did you mean static?")]
    [InlineData("flowers.csv --methods set,set", "set is given twice")]
    [InlineData("flowers.csv --seeds 4..0", "--seeds 4..0: must be integers and ranges")]
    [InlineData("flowers.csv --seeds 1,x", "--seeds 1,x: must be")]
    [InlineData("flowers.csv --seeds 0..99999999999", "more than 1000")]
    [InlineData("flowers.csv --seeds 0..2,1", "1 is given twice")]
    [InlineData("flowers.csv --density 0.1,2", "'2' must be a number in (0, 1]")]
    [InlineData("flowers.csv --epsilon 1,", "'' must be a number above 0")]
    [InlineData("flowers.csv --epsilon 1 --density 0.1", "--epsilon and --density exclude each other")]
    [InlineData("flowers.csv --jobs 0", "--jobs 0: must be an integer, 1 to")]
    [InlineData("flowers.csv --epochs-for dens=3", "dens is neither a data set nor a method: did you mean dense?")]
    [InlineData("flowers.csv --epochs-for dense=0", "'dense=0' must be name=n")]
    [InlineData("flowers.csv --method set", "unknown option --method: did you mean --methods?")]
    [InlineData("paper flowers.csv --preset default", "--preset and paper exclude each other")]
    [InlineData("paper flowers.csv --tune", "--tune and paper exclude each other")]
    [InlineData("tuned flowers.csv --seeds 999..1000", "1000 is the seed of the search")]
    [InlineData("flowers.csv --tune-epochs-for dense=3", "needs --tune")]
    [InlineData("flowers.csv flowers.csv", "two data sets are called flowers")]
    [InlineData("absent.csv", "absent.csv")]
    [InlineData("mnist", "no data set to compare on: mnist is not here")]
    [InlineData("flowers.csv --zeta 1", "--zeta 1: must be in [0, 1)")]
    [InlineData("flowers.csv --output flowers.csv", "cannot write to the output folder flowers.csv")]
    [InlineData("flowers.csv --output .", "holds something other than a comparison")]
    public void A_wrong_comparison_is_reported_in_one_line_and_leaves_nothing(string line, string expected)
    {
        Assert.Contains(expected, place.Run("compare " + line).ErrorLine(), StringComparison.Ordinal);
        Assert.Equal(["flowers.csv"], place.Entries());
    }

    [Fact]
    public void A_wrong_file_of_settings_is_reported_in_one_line()
    {
        Directory.CreateDirectory(place.PathOf("out/cells"));
        string Setting(string options) => "[{\"data\":\"flowers\",\"method\":\"set\",\"connectivity\":\"e1\",\"options\":\"" + options
            + "\",\"validationAccuracy\":1,\"trials\":1}]";
        foreach (string content in (string[])[
            "", "{}", "[1]", "[{\"data\":\"flowers\"}]", Setting("--lr"), Setting("--output /tmp"), Setting("--method nothing")])
        {
            place.Write("out/tuned.json", content);
            place.Run("compare tuned flowers.csv --methods set --output out").ErrorLine();
        }
    }

    private static string Untimed(string summary) => string.Join(
        '\n', summary.Split('\n').Select(line => System.Text.RegularExpressions.Regex.Replace(line, @"\d+\.\d \+ \d+\.\d", "t")));

    private string[] Cells(string folder) =>
        [.. Directory.GetFiles(place.PathOf($"{folder}/cells/flowers")).Order(StringComparer.Ordinal)];

    private JsonNode CellOf(string path) => JsonNode.Parse(File.ReadAllText(place.PathOf(path)))!;
}
