using System.Runtime.InteropServices;

namespace Ctre.Benchmarks;

/// <summary>
/// The dense product of OpenBLAS on one thread, if the library is there: the file that <c>CTRE_OPENBLAS</c> names, or
/// <c>libopenblas.so.0</c> where the system looks for libraries.
/// </summary>
internal sealed unsafe class OpenBlas
{
    private const int RowMajor = 101, Plain = 111, Transposed = 112;

    private readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> sgemm;

    private OpenBlas(nint library)
    {
        sgemm = (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)
            NativeLibrary.GetExport(library, "cblas_sgemm");
        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads"))(1);
        Description = $"{Text(library, "openblas_get_config")}, kernels for {Text(library, "openblas_get_corename")}";
    }

    /// <summary>Version, build and the processor whose kernels it chose.</summary>
    public string Description { get; }

    /// <summary>The library, or null if it is not installed.</summary>
    public static OpenBlas? Find()
    {
        string? named = Environment.GetEnvironmentVariable("CTRE_OPENBLAS");
        return (named is null ? NativeLibrary.TryLoad("libopenblas.so.0", out nint library) : NativeLibrary.TryLoad(named, out library))
            ? new OpenBlas(library)
            : null;
    }

    /// <summary>C = op(A) op(B), where op may transpose; all matrices row after row without gaps.</summary>
    public void Multiply(float[] a, bool transposeA, float[] b, bool transposeB, float[] c, int rows, int columns, int depth)
    {
        fixed (float* pa = a, pb = b, pc = c)
        {
            sgemm(RowMajor, transposeA ? Transposed : Plain, transposeB ? Transposed : Plain, rows, columns, depth,
                1, pa, transposeA ? rows : depth, pb, transposeB ? depth : columns, 0, pc, columns);
        }
    }

    private static string Text(nint library, string function) =>
        Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, function))())?.Trim() ?? "?";
}
