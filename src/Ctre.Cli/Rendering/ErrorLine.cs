using System.Text.RegularExpressions;
using Ctre.Training;

namespace Ctre.Cli.Rendering;

/// <summary>What a user sees when a command fails: one line, and an exit code that says whose fault it is.</summary>
internal static partial class ErrorLine
{
    /// <summary>The exit code of a command that was interrupted.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code of a command that cannot be carried out as it is.</summary>
    public const int WrongInput = 2;

    private const int Defect = 1;

    /// <summary>Writes the line and gives the exit code.</summary>
    public static int Report(Exception exception, TextWriter error)
    {
        (int code, string message) = exception switch
        {
            OperationCanceledException => (Interrupted, "interrupted: nothing was written"),
            InputException or DivergedException => (WrongInput, exception.Message),
            OutOfMemoryException => (WrongInput, "there is not enough memory for this."),
            IOException or UnauthorizedAccessException => (WrongInput, "cannot read or write: " + exception.Message),
            _ => (Defect, $"internal error (a bug in ctre), please report it: {exception.Message}"),
        };
        error.WriteLine(code == Interrupted ? message : "error: " + PlainText.Line(ParameterName().Replace(message, "")));
        if (code == Defect) error.WriteLine(exception.ToString());
        return code;
    }

    // What .NET appends to the messages of some exceptions is of use to programmers only.
    [GeneratedRegex(@" \(Parameter '[^']*'\)")]
    private static partial Regex ParameterName();
}
