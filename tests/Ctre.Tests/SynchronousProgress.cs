namespace Ctre.Tests;

/// <summary>Takes reports at once, on the thread that works.</summary>
internal sealed class SynchronousProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
