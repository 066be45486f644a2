using System.Runtime.InteropServices;
using Ctre.Cli.Rendering;

namespace Ctre.Cli.Runs;

/// <summary>
/// Turns the first Ctrl-C, SIGTERM or SIGHUP into a request to stop; a second one that is no echo of it, or the first where there is
/// nothing to wait for, ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly RepeatedSignal signals = new(TimeProvider.System);
    private readonly PosixSignalRegistration[] registrations;
    private volatile bool atOnce;

    private Interruption(bool atOnce)
    {
        this.atOnce = atOnce;
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop),
        ];
    }

    /// <summary>Listens on behalf of work that watches <see cref="Token"/>.</summary>
    public static Interruption BetweenSteps() => new(atOnce: false);

    /// <summary>Listens on behalf of work that can be ended at any point without cleaning up.</summary>
    public static Interruption AtOnce() => new(atOnce: true);

    /// <summary>From here on the work writes, and the first signal waits until it is done.</summary>
    public void LetFinish() => atOnce = false;

    /// <summary>Canceled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations) registration.Dispose();
        source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (signals.IsSecond() || atOnce)
        {
            StandardError.Writer.WriteLine("interrupted");
            Environment.Exit(ErrorLine.Interrupted);
        }

        context.Cancel = true;
        source.Cancel();
    }
}
