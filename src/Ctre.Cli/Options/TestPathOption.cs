using System.CommandLine;

namespace Ctre.Cli.Options;

/// <summary><c>--test</c>: the file with the test rows.</summary>
internal sealed class TestPathOption : Option<string>
{
    public TestPathOption() : base("--test")
    {
        Description = "file with the test rows; it replaces a test part that the data has";
        HelpName = "path";
    }
}
