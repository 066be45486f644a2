namespace Ctre.Kernels.Rows;

/// <summary>
/// A neuron's row of samples in registers. Rows are put together from rows of one register by type
/// (<see cref="Rows{TFirst, TRest, V}"/>), so that the compiler sees each register as a variable, and loops over connections are written
/// once for all lengths and widths. Sums over samples run in sixteen lanes: one register of sixteen, or two of eight that alternate.
/// An input row a is given in registers and in memory, and taken from where <see cref="IRegister{V}.KeepsInput"/> says.
/// Members are static: on a type parameter, a member of an instance is called on a copy.
/// </summary>
/// <typeparam name="T">The row itself.</typeparam>
/// <typeparam name="V">The register: <see cref="Row16"/> or <see cref="Row8"/>.</typeparam>
internal interface IRow<T, V>
    where T : struct, IRow<T, V>
    where V : struct, IRegister<V>
{
    /// <summary>Number of samples.</summary>
    public static abstract int Length { get; }

    /// <summary>All samples of a, one over the other, bit by bit: 0 where each of them is 0 and not −0.</summary>
    public static abstract V Any(in T a, ref float aInMemory);

    /// <summary>The same value for all samples.</summary>
    public static abstract T Fill(V value);

    /// <summary>Reads contiguous samples.</summary>
    public static abstract T Load(ref float samples);

    /// <summary>Writes the samples contiguously.</summary>
    public static abstract void Store(in T row, ref float samples);

    /// <summary>max(row, 0); 0 for −0.</summary>
    public static abstract T Clip(in T row);

    /// <summary>The row where a, the activations of a ReLU, is above 0, 0 elsewhere.</summary>
    public static abstract T Pass(in T row, in T a, ref float aInMemory);

    /// <summary>row += weight · x, of samples in memory.</summary>
    public static abstract void AddProduct(ref T row, V weight, ref float x);

    /// <summary>row += weight · x, of samples in registers.</summary>
    public static abstract void AddProduct(ref T row, V weight, in T x);

    /// <summary>Adds a · x to the lanes.</summary>
    public static abstract void AddDot(in T a, ref float aInMemory, ref float x, ref V lower, ref V upper);

    /// <summary>The same, and target += weight · x.</summary>
    public static abstract void AddBoth(in T a, ref float aInMemory, ref T target, V weight, ref float x, ref V lower, ref V upper);

    /// <summary>Adds the samples to the lanes.</summary>
    public static abstract void AddTo(in T row, ref V lower, ref V upper);
}
