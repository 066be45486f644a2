namespace Ctre.Training;

/// <summary>
/// What the phases of a run leave behind. Most of it are arrays as large as the network, which the runtime collects late on a machine with
/// free memory: several times what lives may then be garbage. Collected between phases, it stays a small share.
/// </summary>
internal sealed class Garbage
{
    private long last;

    /// <summary>The most garbage that is left to the runtime, in bytes.</summary>
    /// <param name="living">Bytes that live.</param>
    public static double Most(double living) => Math.Max(Little, Share * living);

    private const double Little = 16 << 20, Share = 1.0 / 8;

    /// <summary>Collects it, unless too little was allocated since to be worth the time.</summary>
    public void Collect()
    {
        if (GC.GetTotalAllocatedBytes() - last <= Most(GC.GetTotalMemory(forceFullCollection: false))) return;
        // Large arrays stay where they are: what they leave free is taken by the next ones.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        last = GC.GetTotalAllocatedBytes();
    }
}
