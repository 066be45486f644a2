using System.Diagnostics;
using Ctre.Data;

namespace Ctre.Cli.Tests;

/// <summary>The projects under <c>samples/</c>, built as their users would build them: outside the repository, from packages.</summary>
public sealed class SampleTests(PackedSamples samples) : IClassFixture<PackedSamples>
{
    [Fact]
    public void Five_lines_lead_from_a_file_to_a_label() =>
        Assert.Equal("setosa", samples.Run("Flowers"));

    /// <summary>One file of at most 40 lines: a method that Ctre does not know, trained, saved, loaded, resumed and compared.</summary>
    [Fact]
    public void A_method_is_added_from_outside()
    {
        Assert.InRange(File.ReadAllLines(Path.Combine(PackedSamples.Source, "OwnMethod", "Program.cs")).Length, 1, 40);
        string[] said = samples.Run("OwnMethod").Split(", ");
        Assert.Equal(["stopped True", "same bits True", "predicts inside"], said[..3]);
        Assert.Collection(said[3..], own => Reaches("similar-gradient", own), set => Reaches("set", set));

        static void Reaches(string method, string line)
        {
            Assert.StartsWith(method + " ", line, StringComparison.Ordinal);
            Assert.InRange(double.Parse(line[method.Length..].Trim(' ', '%'), System.Globalization.CultureInfo.InvariantCulture), 90, 100);
        }
    }

    /// <summary>What the documents show has been compiled and run: it is a piece of a sample.</summary>
    [Fact]
    public void Code_in_documents_comes_from_samples()
    {
        string root = Path.GetDirectoryName(PackedSamples.Source)!;
        string[] programs =
        [
            .. Directory.GetFiles(PackedSamples.Source, "*.cs", SearchOption.AllDirectories).Select(path => Plain(File.ReadAllText(path))),
        ];
        int snippets = 0;
        foreach (string document in Directory.GetFiles(root, "*.md").Concat(Directory.GetFiles(Path.Combine(root, "docs"), "*.md")))
        {
            foreach (string snippet in File.ReadAllText(document).Split("```csharp\n").Skip(1).Select(rest => rest.Split("```")[0]))
            {
                Assert.True(programs.Any(text => text.Contains(Plain(snippet), StringComparison.Ordinal)),
                    $"{document} shows code that no sample holds:\n{snippet}");
                snippets++;
            }
        }

        Assert.True(snippets > 0);

        static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();
    }

    /// <summary>The command and the library are one: the same data, recipe and seed give the same bits.</summary>
    [Fact]
    public void The_library_trains_what_the_command_trains()
    {
        using var place = new Workplace();
        string digest = place.Json("train madelon --hidden 50,50 --epochs 2 --seed 3").GetProperty("modelDigest").GetString()!;
        SparseModel model = SparseModel.Train(
            DataSource.Load("madelon"), Recipe.Default with { Hidden = [50, 50], Epochs = 2, Seed = 3 },
            cancel: TestContext.Current.CancellationToken);
        Assert.Equal(digest, model.Network.Digest());
    }
}

/// <summary>A folder outside the repository with the packages of Ctre and a copy of the samples.</summary>
public sealed class PackedSamples : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ctre-samples-").FullName;

    public PackedSamples()
    {
        string configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/', '\\')))!;
        foreach (string project in (string[])["Ctre", "Ctre.Data"])
        {
            string path = Path.Combine(Path.GetDirectoryName(Source)!, "src", project);
            Dotnet(folder, "pack", path, "--no-build", "-c", configuration, "-o", Path.Combine(folder, "packages"));
        }

        foreach (string file in Directory.GetFiles(Source, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(Source, file);
            if (relative.Split('/', '\\').Any(part => part is "bin" or "obj")) continue;
            string copy = Path.Combine(folder, "samples", relative);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>The folder <c>samples</c> of the repository.</summary>
    public static string Source { get; } = Find();

    /// <summary>What a sample prints.</summary>
    public string Run(string sample)
    {
        string project = Path.Combine(folder, "samples", sample);
        Dotnet(project, "restore", "--source", Path.Combine(folder, "packages"));
        return Dotnet(project, "run", "--no-restore", "-c", "Release").Trim();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Dotnet(string workingFolder, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { WorkingDirectory = workingFolder, RedirectStandardOutput = true };
        start.Environment["NUGET_PACKAGES"] = Path.Combine(folder, "cache"); // so that no package of the same version is found elsewhere
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // a server that stays would hold the output open
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {output}");
        return output;
    }

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Ctre.slnx"))) return Path.Combine(at.FullName, "samples");
        throw new InvalidOperationException("The tests run outside the repository: no folder above them holds Ctre.slnx.");
    }
}
