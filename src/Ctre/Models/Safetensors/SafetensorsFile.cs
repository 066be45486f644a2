using System.Text.Json;
using Ctre.Data;
using Ctre.Files;

namespace Ctre.Models.Safetensors;

/// <summary>Opens a safetensors file, checks it, and makes something of it.</summary>
internal static class SafetensorsFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it should hold, for messages: model, checkpoint.</param>
    /// <param name="accept">Sees the metadata before any tensor is read, and may refuse them.</param>
    /// <param name="read">Makes it.</param>
    /// <exception cref="InputException">The file is missing, damaged, or does not hold it.</exception>
    public static T Load<T>(string path, string what, Action<SafetensorsContent> accept, Func<SafetensorsContent, T> read)
    {
        FileStream stream;
        try
        {
            stream = RegularFile.OpenRead(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"there is no {what} file {path}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"cannot read {what} {path}: {e.Message}", e);
        }

        using (stream)
        {
            try
            {
                return read(SafetensorsContent.Read(stream, metadata =>
                    accept(new SafetensorsContent(metadata, new Dictionary<string, Tensor>()))));
            }
            catch (Exception e) when (e is InputException or ArgumentException or JsonException or InvalidOperationException
                or FormatException)
            {
                throw new InputException($"{path} is not a sound Ctre {what}: {CellText.Line(e.Message)}", e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"cannot read {what} {path}: {e.Message}", e);
            }
        }
    }
}
