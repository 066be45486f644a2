using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Ctre.Data;
using Ctre.Tests.Architecture;

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

    /// <summary>Ahead-of-time compilation looks at all code that is reached; warnings are errors in the samples.</summary>
    [Fact]
    public void The_libraries_compile_to_a_native_program_without_warnings()
    {
        Assert.SkipUnless(PackedSamples.HasLinker, "native compilation needs clang or gcc on the PATH.");
        Assert.Equal("setosa", samples.RunNatively("Flowers"));
    }

    /// <summary>What the documents show has been compiled and run: it is a piece of a sample.</summary>
    [Fact]
    public void Code_in_documents_comes_from_samples()
    {
        string root = Repository.Root;
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
            string path = Path.Combine(Repository.Root, "src", project);
            Dotnet(folder, "pack", path, "--no-build", "-c", configuration, "-o", Path.Combine(folder, "packages"));
        }

        CopySamples("samples");
    }

    /// <summary>The folder <c>samples</c> of the repository.</summary>
    public static string Source { get; } = Path.Combine(Repository.Root, "samples");

    /// <summary>Whether there is what native compilation links with.</summary>
    public static bool HasLinker => OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Any(path => File.Exists(Path.Combine(path, "clang")) || File.Exists(Path.Combine(path, "gcc")));

    /// <summary>What a sample prints.</summary>
    public string Run(string sample)
    {
        string project = Path.Combine(folder, "samples", sample);
        Dotnet(project, "restore", "--source", Path.Combine(folder, "packages"));
        return Dotnet(project, "run", "--no-restore", "-c", "Release");
    }

    /// <summary>
    /// What a sample prints that was compiled to a native program. It refers to the assemblies themselves, so that the compiler's own
    /// package may come from the machine's cache.
    /// </summary>
    public string RunNatively(string sample)
    {
        string project = Path.Combine(CopySamples("native"), sample), file = Path.Combine(project, sample + ".csproj");
        string output = Path.Combine(project, "out"), runtime = $"linux-{RuntimeInformation.OSArchitecture}".ToLowerInvariant();
        string references = string.Concat(((string[])["Ctre", "Ctre.Data"]).Select(name =>
            $"<Reference Include=\"{Path.Combine(AppContext.BaseDirectory, name)}.dll\" />"));
        File.WriteAllText(file, Regex.Replace(File.ReadAllText(file), "<PackageReference [^>]*/>", references));
        Execute("dotnet", project, ["publish", "-c", "Release", "-r", runtime, "-p:PublishAot=true", "-o", output]);
        return Execute(Path.Combine(output, sample), output, []);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Copies the samples to a folder beside the packages, whose path it returns.</summary>
    private string CopySamples(string name)
    {
        string target = Path.Combine(folder, name);
        foreach (string file in Directory.GetFiles(Source, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(Source, file), copy = Path.Combine(target, relative);
            if (relative.Split('/', '\\').Any(part => part is "bin" or "obj")) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }

    // With a cache of its own, so that no package of the same version is found elsewhere.
    private string Dotnet(string workingFolder, params string[] arguments) =>
        Execute("dotnet", workingFolder, arguments, ("NUGET_PACKAGES", Path.Combine(folder, "cache")));

    private static string Execute(
        string program, string workingFolder, string[] arguments, params (string Name, string Value)[] environment)
    {
        CliRun run = Cli.RunProgram(
            workingFolder, program, arguments,
            [
                ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"),
                ("MSBUILDDISABLENODEREUSE", "1"), // a server that stays would hold the output open
                .. environment,
            ]);
        Assert.True(run.Code == 0, $"{program} {string.Join(' ', arguments)}: {run.Out}{run.Error}");
        return run.Out.Trim();
    }
}
