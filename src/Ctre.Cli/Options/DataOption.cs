using System.CommandLine;
using Ctre.Data;

namespace Ctre.Cli.Options;

/// <summary>An option that says how data are found and read: a row of the table of <see cref="DataOptions"/>.</summary>
/// <param name="Option">The option.</param>
/// <param name="Set">The request with the user's value.</param>
/// <param name="Text">The value of a request, as the option takes it; null where it is the default.</param>
internal sealed record DataOption(
    Option<string> Option, Func<DataRequest, ParseResult, DataRequest> Set, Func<DataRequest, string?> Text)
{
    /// <summary>An option that sets one of the options of reading.</summary>
    public static DataOption Reading(
        Option<string> option, Func<DataSourceOptions, ParseResult, DataSourceOptions> set, Func<DataSourceOptions, string?> text) => new(
            option, (request, parse) => request with { Options = set(request.Options, parse) }, request => text(request.Options));
}
