using System.Diagnostics;

namespace Ctre.Tests.Data.Formats;

/// <summary>
/// Files that NumPy and SciPy wrote, all by one process, and what they hold: a folder per case with its data, and beside it
/// <c>CASE.values</c> (rows, columns, then float32 numbers) and <c>CASE.classes</c> (the class name of each row), if it has labels.
/// </summary>
public sealed class NumpyFiles : IDisposable
{
    private const int NotInstalled = 3;

    private readonly TemporaryFolder folder = new();
    private readonly string? missing;

    /// <summary>Writes the files, if there is a Python that can.</summary>
    public NumpyFiles()
    {
        string script = folder.Write("write.py", Script);
        List<string> tried = [];
        foreach (string python in (string[])["python3", "/usr/bin/python3", "python"])
        {
            int? status = Run(python, script, folder.Path);
            if (status == 0) return;
            if (status is not null and not NotInstalled) throw new InvalidOperationException(
                $"{python} could not write the files: status {status}.");
            tried.Add(python);
        }

        missing = $"No Python with NumPy and SciPy is here (tried {string.Join(", ", tried)}).";
    }

    /// <summary>The folders of all cases whose name begins so; skips the test where nothing could write them.</summary>
    public IReadOnlyList<string> Cases(string prefix)
    {
        Assert.SkipWhen(missing is not null, missing ?? "");
        string[] cases = [.. Directory.GetDirectories(folder.Path, prefix + "*").Order(StringComparer.Ordinal)];
        Assert.NotEmpty(cases);
        return cases;
    }

    public void Dispose() => folder.Dispose();

    private static int? Run(string python, string script, string target)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(python, [script, target]) { UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private const string Script = """
        import os, sys, warnings
        try:
            import numpy as np
            import scipy.io, scipy.sparse
        except ImportError:
            sys.exit(3)
        warnings.simplefilter('ignore')
        root = sys.argv[1]
        random = np.random.default_rng(7)

        def case(name):
            os.makedirs(os.path.join(root, name))
            return lambda file: os.path.join(root, name, file)

        def truth(name, x, y=None, part=''):
            x = np.asarray(x.toarray() if scipy.sparse.issparse(x) else x)
            x = np.ascontiguousarray(x.reshape(len(x), -1).astype(np.float32))
            with open(os.path.join(root, name + part + '.values'), 'wb') as file:
                np.array(x.shape, '<i4').tofile(file)
                x.astype('<f4').tofile(file)
            if y is not None:
                with open(os.path.join(root, name + part + '.classes'), 'w', encoding='utf-8') as file:
                    file.writelines(str(int(label) if np.asarray(label).dtype.kind in 'fb' else label)
                        + '\n' for label in np.asarray(y).ravel())

        def values(kind, shape):
            kind = np.dtype(kind)
            if kind.kind == 'b':
                return random.random(shape) < 0.5
            if kind.kind == 'f':
                x = (random.standard_normal(shape) * 10.0 ** random.integers(-3, 4, shape)).astype(kind)
                x.flat[0], x.flat[1], x.flat[2] = np.nan, np.finfo(kind if kind.itemsize < 8 else 'f4').max, np.finfo(kind).tiny
                return x
            limits = np.iinfo(kind)
            x = random.integers(limits.min, limits.max, shape, dtype=kind.newbyteorder('='), endpoint=True).astype(kind)
            x.flat[0], x.flat[1], x.flat[2] = limits.min, limits.max, 0
            return x

        def write(path, x, version=(1, 0)):
            with open(path, 'wb') as file:
                np.lib.format.write_array(file, x, version, allow_pickle=False)

        kinds = ['f2', 'f4', 'f8', 'i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'u8', 'b1']
        y = random.integers(-2, 3, 37)
        for kind in kinds:
            for endian in '<>':
                for order in 'CF':
                    for version in (1, 2, 3):
                        name = f'npy-{kind}-{"little" if endian == "<" else "big"}-{order}-{version}'
                        at = case(name)
                        x = np.array(values(endian + kind, (37, 11)), order=order)
                        write(at('X.npy'), x, (version, 0))
                        write(at('y.npy'), y)
                        truth(name, x, y)
        for name, x in {'one': values('f4', 37), 'three': values('u1', (37, 4, 5)), 'four': values('<i2', (37, 2, 3, 4)),
                        'wide': values('f8', (37, 9000)), 'wideF': np.asfortranarray(values('f4', (37, 9000))),
                            'zeros': (random.random((37, 4000)) < 0.02) * 3}.items():
            at = case('npy-shape-' + name)
            write(at('X.npy'), x)
            write(at('y.npy'), y)
            truth('npy-shape-' + name, x, y)
        labels = {kind: y.astype(kind) for kind in ('<i1', '>i2', '<i4', '>i8', '<f2', '>f4', '<f8')}
        labels |= {'u1': abs(y).astype('u1'), 'u8': (y + 2**63).astype('u8'), 'b1': y > 0, 'column': y[:, None], 'row': y[None, :],
                   'F': np.asfortranarray(y[:, None]), 'text': np.array([f'Klasse {v} é 名' for v in y]),
                       'bigtext': np.array([f'k{v}' for v in y], '>U9'),
                   'bytes': np.array([b'k%d' % v for v in y])}
        for kind, given in labels.items():
            name = 'labels-' + kind.replace('<', 'l').replace('>', 'b')
            at = case(name)
            x = values('f4', (37, 3))
            write(at('X.npy'), x)
            write(at('y.npy'), given)
            truth(name, x, [v.decode() for v in given] if kind == 'bytes' else given)
        for packed in (False, True):
            save = np.savez_compressed if packed else np.savez
            pairs = [('X', 'y'), ('x', 'Y'), ('data', 'target'), ('data', 'labels'), ('features', 'label'), ('images', 'labels')]
            for first, second in pairs:
                name = f'npz-{first}-{second}-{packed}'
                x = values('f8', (37, 5, 2))
                save(case(name)('set.npz'), **{second: y, first: x, 'other': np.arange(3)})
                truth(name, x, y)
            x = values('u1', (37, 5))
            save(case(f'npz-unnamed-{packed}')('set.npz'), x, y)
            truth(f'npz-unnamed-{packed}', x, y)
            for names in (('x_train', 'y_train', 'x_test', 'y_test'), ('X_train', 'Y_train', 'X_test', 'Y_test'),
                          ('train_images', 'train_labels', 'test_images', 'test_labels'), ('X', 'y', 'X_test', 'y_test')):
                name = f'npz-parts-{names[0]}-{names[-1]}-{packed}'
                x, z = values('u1', (37, 6)), values('u1', (9, 6))
                save(case(name)('set.npz'), **dict(zip(names, (x, y, z, y[:9]))))
                truth(name, x, y)
                truth(name, z, y[:9], '.test')
            for layout in ('csr', 'csc'):
                for size in ((37, 5000), (37, 6)):
                    x = scipy.sparse.random(*size, 0.05, layout, random_state=3)
                    name = f'sparse-{layout}-{size[1]}-{packed}'
                    at = case(name)
                    scipy.sparse.save_npz(at('X_train.npz'), x, compressed=packed)
                    write(at('y_train.npy'), y)
                    scipy.sparse.save_npz(at('X_test.npz'), x[:9].asformat(layout), compressed=packed)
                    write(at('y_test.npy'), y[:9])
                    truth(name, x, y)
                    truth(name, x[:9], y[:9], '.test')
            x = scipy.sparse.random(37, 5000, 0.05, 'csr', random_state=4)
            for row in range(37):
                part = slice(x.indptr[row], x.indptr[row + 1])
                x.indices[part], x.data[part] = x.indices[part][::-1].copy(), x.data[part][::-1].copy()
            name = f'sparse-inside-{packed}'
            save(case(name)('set.npz'), data=x.data, indices=x.indices.astype('i8'), indptr=x.indptr, shape=x.shape, y=y)
            truth(name, x, y)
        y = random.integers(1, 4, 37)
        for packed in (False, True):
            for kind in kinds:
                name = f'mat-{kind}-{packed}'
                x = values(kind, (37, 11)) if kind != 'f2' else values('u1', (37, 11)).astype('f8')
                scipy.io.savemat(case(name)(
                    'set.mat'), {'text': 'abc', 'cells': np.array([1, 'a'], object), 'X': x, 'Y': y, 'rest': {'a': 1}},
                    do_compression=packed)
                truth(name, x, y)
            for first, second, axis in (
                ('X', 'Y', 'row'), ('x', 'y', 'column'), ('data', 'label', 'row'), ('data', 'labels', 'column'), ('fea', 'gnd', 'row')):
                for kind in ('f8', 'u1'):
                    name = f'mat-{first}-{second}-{kind}-{packed}'
                    x = values(kind, (37, 300))
                    scipy.io.savemat(case(name)('set.mat'), {second: y.astype(kind), first: x}, do_compression=packed, oned_as=axis)
                    truth(name, x, y)
            for kind in ('f8', 'f4', 'i4', 'b1'):
                for size in ((37, 5000), (37, 6)):
                    x = scipy.sparse.random(*size, 0.05, 'csc', random_state=5)
                    x.data = np.ceil(x.data * 100) if kind != 'f8' else x.data - 0.5
                    name = f'mat-sparse-{kind}-{size[1]}-{packed}'
                    x = x.astype(kind) if kind != 'b1' else x != 0
                    scipy.io.savemat(case(name)('set.mat'), {'X': x.tocsr(), 'Y': y[:, None]}, do_compression=packed)
                    truth(name, x, y)
            x = (random.random((37, 4000)) < 0.02) * np.uint8(9)
            scipy.io.savemat(case(f'mat-zeros-{packed}')('set.mat'), {'X': x, 'Y': y}, do_compression=packed)
            truth(f'mat-zeros-{packed}', x, y)
            x, z = values('f4', (37, 5)), values('f4', (9, 5))
            scipy.io.savemat(case(f'mat-parts-{packed}')('set.mat'), {'X_train': x, 'y_train': y, 'X_test': z, 'y_test': y[:9]},
                do_compression=packed)
            truth(f'mat-parts-{packed}', x, y)
            truth(f'mat-parts-{packed}', z, y[:9], '.test')
        """;
}
