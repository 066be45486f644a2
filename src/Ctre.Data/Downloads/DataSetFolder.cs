using Ctre.Data.Files;
using Ctre.Data.Known;
using Ctre.Files;

namespace Ctre.Data.Downloads;

/// <summary>
/// Where a data set is assembled: a folder <c>NAME.part</c> beside its folder, with what has arrived and, in <c>ready</c>, the files as
/// they will be. A lock keeps a second process out.
/// </summary>
internal sealed class DataSetFolder : IDisposable
{
    private readonly KnownDataSet set;
    private readonly FileStream held;

    public DataSetFolder(KnownDataSet set, string directory)
    {
        this.set = set;
        Target = Path.Combine(directory, set.Name);
        if (File.Exists(Target)) throw new InputException($"{Target} is a file; the data set {set.Name} needs a folder of this name.");
        Arrivals = Target + ".part";
        Ready = Path.Combine(Arrivals, "ready");
        Directory.CreateDirectory(Arrivals);
        AtomicFile.RequireFiles(Directory.EnumerateFiles(Arrivals));
        held = Lock(Path.Combine(Arrivals, "lock"));
        Discard(Ready);
        Directory.CreateDirectory(Ready);
    }

    /// <summary>The folder of the data set.</summary>
    public string Target { get; }

    /// <summary>The folder for files as they are published.</summary>
    public string Arrivals { get; }

    /// <summary>The folder for files as they will be.</summary>
    public string Ready { get; }

    /// <summary>Puts the ready files in their place: all at once, or among what is there if the folder exists.</summary>
    public void Install()
    {
        if (!Directory.Exists(Target)) Directory.Move(Ready, Target);
        else foreach (string name in set.FileNames) Replace(name);
        held.Dispose();
        Directory.Delete(Arrivals, recursive: true);
    }

    /// <summary>Keeps what has arrived; deletes the folder if nothing has.</summary>
    public void Dispose()
    {
        held.Dispose();
        if (!Directory.Exists(Arrivals)) return;
        File.Delete(held.Name);
        Discard(Ready);
        if (!Directory.EnumerateFileSystemEntries(Arrivals).Any()) Directory.Delete(Arrivals);
    }

    private static void Discard(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private void Replace(string name)
    {
        string bare = Path.Combine(Target, GzipName.Unpacked(name));
        File.Move(Path.Combine(Ready, name), Path.Combine(Target, name), overwrite: true);
        // The other form of the same file would be found, too, and may be old.
        File.Delete(Path.Combine(Target, name) == bare ? bare + ".gz" : bare);
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new InputException(
                $"{path} is held by another process, which fetches the same data set: wait until it is done.", exception);
        }
    }
}
