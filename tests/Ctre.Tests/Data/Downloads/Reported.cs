using Ctre.Data.Downloads;

namespace Ctre.Tests.Data.Downloads;

/// <summary>Takes reports at once, on the thread that works.</summary>
internal sealed class Reported(Action<DownloadProgress> take) : IProgress<DownloadProgress>
{
    public void Report(DownloadProgress value) => take(value);
}
