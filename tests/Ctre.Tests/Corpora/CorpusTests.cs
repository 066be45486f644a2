using Ctre.Fuzzing;
using Ctre.Tests.Architecture;
using Ctre.Tests.Data;
using Ctre.Tests.Data.Formats.Fuzzing;
using Xunit.Sdk;

namespace Ctre.Tests.Corpora;

/// <summary>Files that a fuzzer found to take different ways through the readers, and those that were once read badly.</summary>
public sealed class CorpusTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "fuzz/corpus");

    public static TheoryData<string> Targets => [.. Fuzzing.Targets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_file_is_read_or_refused_by_one_line(string name)
    {
        Target target = Fuzzing.Targets.All.Single(one => one.Name == name);
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Folder, target.Name)).Order(StringComparer.Ordinal)];
        using TemporaryFolder folder = new(inMemory: true);
        int at = 0, accepted = 0;
        Fuzz.Watch(All, () => at, what => new XunitException($"{files[at]}: {what}"));
        Assert.InRange(accepted, 1, files.Length - 1);

        void All()
        {
            for (; at < files.Length; at++)
            {
                try
                {
                    if (target.Accepts(File.ReadAllBytes(files[at]), folder.Path)) accepted++;
                }
                catch (DefectException defect)
                {
                    throw new XunitException($"{files[at]}: {defect.Message}", defect);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void What_a_fuzzer_begins_with_is_sound(string name)
    {
        Target target = Fuzzing.Targets.All.Single(one => one.Name == name);
        using TemporaryFolder folder = new(inMemory: true);
        Assert.All(target.Sound(), file => Assert.True(target.Accepts(file, folder.Path)));
    }

    [Fact]
    public void Every_corpus_has_a_target() => Assert.Equal(
        Directory.EnumerateDirectories(Folder).Select(Path.GetFileName).Order(),
        Fuzzing.Targets.All.Select(target => target.Name).Order());
}
