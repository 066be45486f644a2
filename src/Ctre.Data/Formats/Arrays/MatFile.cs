using System.Buffers.Binary;
using System.IO.Compression;

namespace Ctre.Data.Formats.Arrays;

/// <summary>Walks through the variables of a MATLAB file of version 5 (MATLAB 5 to 7, <c>save -v6</c> and <c>-v7</c>).</summary>
/// <param name="stream">The file.</param>
/// <param name="path">Its name, for messages.</param>
/// <param name="budget">What memory is taken from; null for no limit.</param>
internal sealed class MatFile(Stream stream, string path, MemoryBudget? budget)
{
    // What is remembered of a variable that is not read.
    private const int VariableBytes = 400;

    /// <summary>Length of the header.</summary>
    public const int HeaderLength = 128;

    // What may follow the numbers of a variable: padding.
    private const int MostRest = 8;

    private const int VersionAt = 124, OrderAt = 126;

    private const string WhatToDo = "save it by MATLAB with save(FILE, 'X', 'Y', '-v7'), or by SciPy with scipy.io.savemat";

    private long position = HeaderLength;

    /// <summary>Whether a file begins like one of MATLAB, of this version or 7.3.</summary>
    public static bool Begins(ReadOnlySpan<byte> start) =>
        start.Length >= HeaderLength
            && start.StartsWith("MATLAB "u8) && (start[OrderAt..].StartsWith("IM"u8) || start[OrderAt..].StartsWith("MI"u8));

    /// <summary>Reads all variables, in the order of the file.</summary>
    /// <param name="read">Called with each; it need not read the numbers.</param>
    /// <exception cref="InputException">The file is damaged or of another version.</exception>
    public void Read(Action<MatVariable> read)
    {
        bool bigEndian = ReadHeader();
        while (true)
        {
            string place = $"{path}, element at byte {position}";
            if (MatTag.Read(stream, bigEndian, place) is not { } tag) return;
            if (stream.CanSeek && stream.Length - stream.Position < tag.Length)
                throw new InputException(
                    $"{place}: {tag.Length} bytes are announced, {stream.Length - stream.Position} are there; the file is cut off.");
            ByteRange element = new(stream, tag.Length);
            if (tag.Type == MatTag.Matrix) ReadVariable(element, bigEndian, place, read);
            else if (tag.Type == MatTag.Compressed) ReadCompressed(element, bigEndian, place, read);
            if (!element.Skip(element.Left))
                throw new InputException($"{place}: {tag.Length} bytes are announced, {element.Left} of them are missing.");
            position += 8 + tag.Length;
        }
    }

    private void ReadCompressed(ByteRange element, bool bigEndian, string place, Action<MatVariable> read)
    {
        try
        {
            using ZLibStream unpacked = new(element, CompressionMode.Decompress, leaveOpen: true);
            if (MatTag.Read(unpacked, bigEndian, place) is not { Type: MatTag.Matrix } tag)
                throw new InputException($"{place} is compressed and holds no variable; the file is damaged.");
            ByteRange body = new(unpacked, tag.Length);
            // Reading past the end verifies the check value.
            if (ReadVariable(body, bigEndian, place, read) && (!body.Skip(body.Left) || unpacked.ReadByte() >= 0))
                throw new InputException($"{place} has more or less data than it announces; the file is damaged.");
        }
        catch (InvalidDataException exception)
        {
            throw new InputException($"{place}: the compressed data are damaged; fetch the file again.", exception);
        }
    }

    // False if the numbers were not read.
    private bool ReadVariable(ByteRange body, bool bigEndian, string place, Action<MatVariable> read)
    {
        budget?.Reading(() => $"{path}, element at byte {position}");
        budget?.Spend(VariableBytes);
        MatVariable variable = new(body, bigEndian, path, budget);
        long unread = body.Left;
        read(variable);
        if (body.Left == unread) return false;
        if (body.Left > MostRest)
            throw new InputException($"{place}: {body.Left} bytes follow the numbers of {variable.Name}; the file is damaged.");
        return true;
    }

    private bool ReadHeader()
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        int count = stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (!Begins(header[..count]))
            throw new InputException(header[..count] is [0x89, (byte)'H', (byte)'D', (byte)'F', ..]
                ? $"{path} is an HDF5 file, as MATLAB 7.3 writes them: {WhatToDo}."
                : $"{path} is not a MATLAB file of version 5: {WhatToDo}.");
        bool bigEndian = header[OrderAt] == 'M';
        int version = bigEndian
            ? BinaryPrimitives.ReadUInt16BigEndian(header[VersionAt..])
            : BinaryPrimitives.ReadUInt16LittleEndian(header[VersionAt..]);
        return version switch
        {
            0x0100 => bigEndian,
            0x0200 => throw new InputException($"{path} is a MATLAB 7.3 file (HDF5), which is not supported: {WhatToDo}."),
            _ => throw new InputException(
                $"{path} is a MATLAB file of version 0x{version:X4}; 0x0100 (save -v7 or -v6) is supported: {WhatToDo}."),
        };
    }
}
