using Ctre.Cli.Options;

namespace Ctre.Cli.Tests;

public sealed class MachineMemoryTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("ctre-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("0::/app/worker", 200)]
    [InlineData("0::/app", 200)]
    [InlineData("0::/", double.PositiveInfinity)]
    [InlineData("0::/elsewhere", double.PositiveInfinity)]
    [InlineData("12:cpuset:/app\n7:cpu,memory:/box\n0::/", 500)]
    [InlineData("7:memory:/box/inner", 500)]
    [InlineData("7:memory:/", 900)]
    [InlineData("", double.PositiveInfinity)]
    [InlineData("nonsense", double.PositiveInfinity)]
    public void The_lowest_limit_of_a_group_and_those_above_it_counts(string membership, double expected)
    {
        Write("self", membership);
        Write("app/memory.max", "200\n");
        Write("app/worker/memory.max", "max\n");
        Write("memory/memory.limit_in_bytes", "900\n");
        Write("memory/box/memory.limit_in_bytes", "500\n");
        Assert.Equal(expected, MachineMemory.CgroupLimit(Path.Combine(root, "self"), root));
    }

    [Fact]
    public void This_machine_has_some() => Assert.InRange(MachineMemory.Bytes, 1e8, 1e15);

    private void Write(string name, string text)
    {
        string path = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
