using System.Text.Json.Nodes;

namespace Ctre.Data;

/// <summary>
/// What data are asked for, so that they can be loaded and split again: stored as JSON, with paths as they were given. Formats that were
/// added to <see cref="DataSourceOptions.Formats"/> are not stored.
/// </summary>
/// <param name="Source">A known name, or the path of a file or folder.</param>
public sealed record DataRequest(string Source)
{
    /// <summary>The share of rows to test on unless another is asked for.</summary>
    public const double DefaultTestFraction = DataSplit.DefaultTestFraction;

    /// <summary>Where to look and how to read.</summary>
    public DataSourceOptions Options { get; init; } = new();

    /// <summary>The share of rows to test on where the data has no test part, in (0, 1). Default 0.2.</summary>
    /// <exception cref="InputException">The share is not allowed.</exception>
    public double TestFraction
    {
        get;
        init => field = DataSplit.Fractions.Contains(value)
            ? value
            : throw new InputException($"The test fraction is {value}: it must be {DataSplit.Fractions}.");
    } = DefaultTestFraction;

    /// <summary>Loads the data.</summary>
    /// <exception cref="InputException">They are not there or cannot be read.</exception>
    public LoadedData Load() => DataSource.Load(Source, Options);

    /// <summary>The same request with full paths, which any folder understands; known names stay as they are.</summary>
    public DataRequest WithFullPaths() => this with
    {
        Source = DataSource.KnownNames.Contains(Source) ? Source : Full(Source)!,
        Options = Options with
        {
            DataDirectory = Full(Options.DataDirectory),
            TestPath = Full(Options.TestPath),
        },
    };

    /// <summary>The request as JSON; what is not asked for is left out.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = new()
        {
            ["source"] = Source,
            ["dataDirectory"] = Options.DataDirectory,
            ["test"] = Options.TestPath,
            ["testFraction"] = TestFraction,
            ["format"] = Options.Format,
            ["label"] = Options.Label,
            ["categorical"] = Texts(Options.Categorical),
            ["ignored"] = Texts(Options.Ignored),
            ["missing"] = EnumNames<MissingKind>.Of(Options.Missing),
            ["header"] = Options.Header,
        };
        foreach (string name in json.Where(entry => entry.Value is null).Select(entry => entry.Key).ToArray()) json.Remove(name);
        return json;
    }

    /// <summary>The request that was stored as JSON.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <exception cref="InputException">An entry is unknown, missing or of the wrong kind; the message names it.</exception>
    public static DataRequest Parse(JsonObject json)
    {
        JsonEntries entries = new(json, "The request for data");
        DataSourceOptions options = new()
        {
            DataDirectory = entries.Text("dataDirectory"),
            TestPath = entries.Text("test"),
            Label = entries.Text("label"),
            Categorical = entries.Texts("categorical"),
            Ignored = entries.Texts("ignored") ?? [],
            Missing = entries.Word<MissingKind>("missing") ?? MissingKind.Median,
            Header = entries.Flag("header"),
        };
        if (entries.Text("format") is { } format) options = options with { Format = format };
        DataRequest request = new(entries.Text("source") ?? throw entries.Lacks("source"))
        {
            Options = options,
            TestFraction = entries.Number("testFraction", DataSplit.Fractions) ?? DefaultTestFraction,
        };
        entries.RequireAllRead();
        return request;
    }

    private static string? Full(string? path) => string.IsNullOrEmpty(path) ? path : Path.GetFullPath(path);

    private static JsonArray? Texts(IReadOnlyList<string>? texts) =>
        texts is null ? null : new JsonArray([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);
}
