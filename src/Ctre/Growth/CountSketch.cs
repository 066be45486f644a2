using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Ctre.Kernels;

namespace Ctre.Growth;

/// <summary>
/// Sketches of the rows of all neurons: every sample is added, with a random sign, to one of <see cref="Length"/> buckets (count sketch;
/// Charikar, Chen and Farach-Colton, ICALP 2002). Inner products of sketches are those of the rows plus noise of about
/// 1/√<see cref="Length"/> of the rows' lengths, and a neuron that fires for few samples keeps all of them. A sketch is stored as integers
/// of −63 to 63 and one factor: their inner products are exact on all hardware, and take a quarter of the time and room of those of floats.
/// Rounding adds far less noise than sketching does.
/// </summary>
internal sealed class CountSketch : IPairRows<CountSketch>
{
    /// <summary>Buckets, and so numbers in a sketch.</summary>
    public const int Length = 256;

    /// <summary>The largest number: a product of two such pairs, one of them shifted to be positive, still fits into 16 bits.</summary>
    private const int Most = 63, Shift = 64;

    private const float Nothing = 1e-20f;

    /// <summary>Samples that one instruction takes of a pair, and inputs that it takes side by side.</summary>
    private const int Deep = 4, Wide = 8;

    private const int Rows = 6, Columns = 2 * Wide;

    private readonly sbyte[] values;
    private readonly float[] factors;
    private readonly int[] shifts;

    /// <summary>Makes room for a sketch of each neuron; all zeros.</summary>
    /// <param name="neurons">Number of neurons.</param>
    public CountSketch(int neurons)
    {
        values = new sbyte[checked(neurons * Length)];
        factors = new float[neurons];
        shifts = new int[neurons];
    }

    /// <summary>The sign of each sample, a pure function of the key.</summary>
    public static float[] Signs(ulong key, int samples)
    {
        var signs = new float[samples];
        for (int s = 0; s < samples; s++) signs[s] = (Rng.Hash(key, (ulong)s) & 1) == 0 ? 1 : -1;
        return signs;
    }

    /// <summary>Sketches a row; sample s falls into bucket s mod <see cref="Length"/>.</summary>
    /// <param name="row">The row, as many samples as fill whole lanes.</param>
    /// <param name="signs">A sign for each sample.</param>
    /// <param name="sketch">Written, <see cref="Length"/> numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Project(ReadOnlySpan<float> row, ReadOnlySpan<float> signs, Span<float> sketch)
    {
        sketch.Clear();
        for (int s = 0; s < row.Length; s += NeuronRows.Lanes)
        {
            Span<float> buckets = sketch.Slice(s % Length, NeuronRows.Lanes);
            (Vector256.Create<float>(buckets) + Vector256.Create(row[s..]) * Vector256.Create(signs[s..])).CopyTo(buckets);
        }
    }

    /// <summary>Takes the sketch of a neuron's row; parameters as of <see cref="Project"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(int neuron, ReadOnlySpan<float> row, ReadOnlySpan<float> signs)
    {
        Span<float> sketch = stackalloc float[Length];
        Project(row, signs, sketch);
        Vector256<float> largest = Vector256<float>.Zero;
        for (int b = 0; b < sketch.Length; b += NeuronRows.Lanes)
            largest = Vector256.Max(largest, Vector256.Abs(Vector256.Create<float>(sketch[b..])));
        float most = 0;
        for (int lane = 0; lane < NeuronRows.Lanes; lane++) most = MathF.Max(most, largest[lane]);
        // Rounding residues of sums that cancel count as 0.
        float scale = most > Nothing ? Most / most : 0;
        Span<sbyte> numbers = Row(neuron);
        Vector256<int> sums = Vector256<int>.Zero;
        for (int b = 0; b < sketch.Length; b += 4 * Wide)
        {
            Vector256<int> i = Whole(sketch[b..], scale), j = Whole(sketch[(b + Wide)..], scale);
            Vector256<int> k = Whole(sketch[(b + 2 * Wide)..], scale), l = Whole(sketch[(b + 3 * Wide)..], scale);
            Vector256.Narrow(Vector256.Narrow(i, j), Vector256.Narrow(k, l)).CopyTo(numbers[b..]);
            sums += i + j + k + l;
        }

        factors[neuron] = scale > 0 ? most / Most : 0;
        shifts[neuron] = Shift * Vector256.Sum(sums);
    }

    private static Vector256<int> Whole(ReadOnlySpan<float> sketch, float scale) =>
        Vector256.ConvertToInt32(Vector256.Round(Vector256.Create(sketch) * scale));

    /// <summary>The scores of a block of pairs; parameters as of <see cref="InnerProducts.Block"/>.</summary>
    public static int Block(
        CountSketch left, int firstLeft, int leftCount, CountSketch right, int firstRight, int rightCount, Span<float> panelRoom,
        Span<float> scores)
    {
        Span<byte> panel = MemoryMarshal.AsBytes(panelRoom);
        int width = (rightCount + Columns - 1) / Columns * Columns;
        Pack(right, firstRight, rightCount, width, panel);
        Span<float> factors = stackalloc float[InnerProducts.Width];
        factors.Clear();
        right.factors.AsSpan(firstRight, rightCount).CopyTo(factors);
        for (int j = 0; j < width; j += Columns)
        {
            int i = 0;
            ref byte some = ref panel[j * Length];
            for (; i + Rows <= leftCount; i += Rows) Tile(left, firstLeft + i, ref some, ref factors[j], ref scores[i * width + j], width);
            for (; i < leftCount; i++) Strip(left, firstLeft + i, ref some, ref factors[j], ref scores[i * width + j]);
        }

        return width;
    }

    /// <summary>The plain twin of one score of a block.</summary>
    public static float Plain(CountSketch left, int output, CountSketch right, int input)
    {
        int sum = 0;
        for (int b = 0; b < Length; b++) sum += left.Row(output)[b] * right.Row(input)[b];
        return sum * left.factors[output] * right.factors[input];
    }

    private Span<sbyte> Row(int neuron) => values.AsSpan(neuron * Length, Length);

    /// <summary>Sixteen inputs after sixteen: four shifted numbers of each, then the next four of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(CountSketch right, int first, int count, int width, Span<byte> panel)
    {
        for (int j = 0; j < width; j++)
        {
            Span<uint> to = MemoryMarshal.Cast<byte, uint>(panel.Slice(j / Columns * Columns * Length, Columns * Length));
            ReadOnlySpan<uint> from = j < count ? MemoryMarshal.Cast<sbyte, uint>(right.Row(first + j)) : default;
            // All four numbers at once: 128 is added to make each positive, then 64 subtracted.
            for (int b = 0; b < Length / Deep; b++)
                to[b * Columns + j % Columns] = (j < count ? from[b] ^ 0x80808080 : 0x80808080) - 0x40404040;
        }
    }

    /// <summary>Six outputs with sixteen inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(CountSketch left, int row, ref byte panel, ref float factor, ref float scores, int width)
    {
        ref sbyte values = ref left.values[row * Length];
        Vector256<int> a0 = Start(left, row), a1 = Start(left, row + 1), a2 = Start(left, row + 2);
        Vector256<int> a3 = Start(left, row + 3), a4 = Start(left, row + 4), a5 = Start(left, row + 5);
        Vector256<int> b0 = a0, b1 = a1, b2 = a2, b3 = a3, b4 = a4, b5 = a5;
        for (int b = 0; b < Length; b += Deep)
        {
            Vector256<byte> x = Vector256.LoadUnsafe(ref panel, (nuint)(b * Columns)),
                y = Vector256.LoadUnsafe(ref panel, (nuint)(b * Columns) + 32);
            Vector256<sbyte> v = Four(ref values, b);
            a0 = Add(a0, x, v);
            b0 = Add(b0, y, v);
            v = Four(ref values, b + Length);
            a1 = Add(a1, x, v);
            b1 = Add(b1, y, v);
            v = Four(ref values, b + 2 * Length);
            a2 = Add(a2, x, v);
            b2 = Add(b2, y, v);
            v = Four(ref values, b + 3 * Length);
            a3 = Add(a3, x, v);
            b3 = Add(b3, y, v);
            v = Four(ref values, b + 4 * Length);
            a4 = Add(a4, x, v);
            b4 = Add(b4, y, v);
            v = Four(ref values, b + 5 * Length);
            a5 = Add(a5, x, v);
            b5 = Add(b5, y, v);
        }

        Store(a0, b0, left.factors[row], ref factor, ref scores);
        Store(a1, b1, left.factors[row + 1], ref factor, ref Unsafe.Add(ref scores, width));
        Store(a2, b2, left.factors[row + 2], ref factor, ref Unsafe.Add(ref scores, 2 * width));
        Store(a3, b3, left.factors[row + 3], ref factor, ref Unsafe.Add(ref scores, 3 * width));
        Store(a4, b4, left.factors[row + 4], ref factor, ref Unsafe.Add(ref scores, 4 * width));
        Store(a5, b5, left.factors[row + 5], ref factor, ref Unsafe.Add(ref scores, 5 * width));
    }

    /// <summary>One output with sixteen inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip(CountSketch left, int row, ref byte panel, ref float factor, ref float scores)
    {
        ref sbyte values = ref left.values[row * Length];
        Vector256<int> low = Start(left, row), high = low;
        for (int b = 0; b < Length; b += Deep)
        {
            Vector256<sbyte> v = Four(ref values, b);
            low = Add(low, Vector256.LoadUnsafe(ref panel, (nuint)(b * Columns)), v);
            high = Add(high, Vector256.LoadUnsafe(ref panel, (nuint)(b * Columns) + 32), v);
        }

        Store(low, high, left.factors[row], ref factor, ref scores);
    }

    /// <summary>Subtracts in advance what the shift of the inputs adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Start(CountSketch left, int row) => Vector256.Create(-left.shifts[row]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<sbyte> Four(ref sbyte values, int at) =>
        Vector256.Create(Unsafe.ReadUnaligned<int>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref values, at)))).AsSByte();

    /// <summary>Adds four products to each sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Add(Vector256<int> sums, Vector256<byte> x, Vector256<sbyte> v)
    {
        if (AvxVnni.IsSupported) return AvxVnni.MultiplyWideningAndAdd(sums, x, v);
        if (Avx2.IsSupported) return sums + Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(x, v), Vector256<short>.One);
        return sums + AddPlain(x, v);
    }

    /// <summary>Sums of four products: even and odd bytes of each 16 bits are multiplied apart.</summary>
    private static Vector256<int> AddPlain(Vector256<byte> x, Vector256<sbyte> v)
    {
        Vector256<short> a = x.AsInt16(), b = v.AsInt16();
        Vector256<short> even = (a & Vector256.Create((short)0xFF)) * Vector256.ShiftRightArithmetic(Vector256.ShiftLeft(b, 8), 8);
        Vector256<short> pairs = even + Vector256.ShiftRightLogical(a, 8) * Vector256.ShiftRightArithmetic(b, 8);
        Vector256<int> both = pairs.AsInt32();
        return Vector256.ShiftRightArithmetic(Vector256.ShiftLeft(both, 16), 16) + Vector256.ShiftRightArithmetic(both, 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> low, Vector256<int> high, float factor, ref float factors, ref float scores)
    {
        (Vector256.ConvertToSingle(low) * factor * Vector256.LoadUnsafe(ref factors)).StoreUnsafe(ref scores);
        (Vector256.ConvertToSingle(high) * factor * Vector256.LoadUnsafe(ref factors, Wide)).StoreUnsafe(ref scores, Wide);
    }
}
