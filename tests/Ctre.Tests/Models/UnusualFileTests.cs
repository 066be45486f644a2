using System.Diagnostics;

namespace Ctre.Tests.Models;

/// <summary>What a path may lead to besides a file: each gives one line, at once.</summary>
public sealed class UnusualFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ctre-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_folder_is_told() => Assert.Contains("is a folder", Refusal(folder));

    [Fact]
    public void Links_are_followed_and_lead_to_a_model_or_to_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        SparseModel model = SampleModels.Trained();
        model.Save(At("model"));
        File.CreateSymbolicLink(At("good"), "model");
        SampleModels.AssertSame(model, SparseModel.Load(At("good")));
        File.CreateSymbolicLink(At("nowhere"), "gone");
        Assert.Contains("there is no model file", Refusal(At("nowhere")));
        File.CreateSymbolicLink(At("loop"), "loop");
        Refusal(At("loop"));
        Directory.CreateSymbolicLink(At("to-folder"), folder);
        Assert.Contains("is a folder", Refusal(At("to-folder")));
    }

    [Fact]
    public void A_pipe_without_a_writer_keeps_nobody_waiting()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such pipes there");
        using (Process make = Process.Start("mkfifo", [At("pipe")])) make.WaitForExit();
        Assert.Contains("is not a regular file", Refusal(At("pipe")));
        Assert.Contains("is not a regular file", Assert.Throws<InputException>(() => Ctre.Data.DataSource.Load(At("pipe"), new())).Message);
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/zero")]
    [InlineData("/dev/urandom")]
    [InlineData("/proc/self/status")]
    public void A_device_is_no_model(string path)
    {
        Assert.SkipUnless(File.Exists(path), $"there is no {path}");
        Refusal(path);
    }

    [Fact]
    public void A_name_that_no_file_can_have_is_told()
    {
        Refusal("");
        Refusal("a\0b");
        Refusal(new string('n', 5000));
    }

    private static string Refusal(string path)
    {
        string message = Assert.Throws<InputException>(() => SparseModel.Load(path)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private string At(string name) => Path.Combine(folder, name);
}
