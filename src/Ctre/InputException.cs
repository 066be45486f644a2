namespace Ctre;

/// <summary>
/// The user's input is wrong: a data file, a model file, a request that the data cannot meet. The message is one line for that user: what
/// is wrong, where (file, row, column, value) and what is allowed.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>Creates the exception with a line that a user can act on.</summary>
    /// <param name="message">What is wrong, where, and what is allowed.</param>
    public InputException(string message) : base(message) { }

    /// <summary>Creates the exception with a line that a user can act on, and its cause.</summary>
    /// <param name="message">What is wrong, where, and what is allowed.</param>
    /// <param name="cause">The error underneath.</param>
    public InputException(string message, Exception cause) : base(message, cause) { }
}
