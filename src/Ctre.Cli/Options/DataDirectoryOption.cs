using System.CommandLine;

namespace Ctre.Cli.Options;

/// <summary><c>--data-dir</c>: where known data sets lie.</summary>
internal sealed class DataDirectoryOption : Option<string>
{
    public DataDirectoryOption() : base("--data-dir")
    {
        Description = "folder that holds one folder per known data set. "
            + "Default: the environment variable CTRE_DATA_DIR, then the user's cache.";
        HelpName = "folder";
    }
}
