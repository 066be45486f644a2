namespace Ctre.Tests.Models;

/// <summary>A path in the system's temporary folder, deleted at the end.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"ctre-{Guid.NewGuid():n}.safetensors");

    public void Dispose() => File.Delete(Path);
}
