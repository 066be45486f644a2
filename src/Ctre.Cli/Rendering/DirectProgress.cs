namespace Ctre.Cli.Rendering;

/// <summary>
/// Reports progress at once, on the thread that makes it; <see cref="Progress{T}"/> would report it later, on any thread.
/// </summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
