using System.Text.RegularExpressions;

namespace Ctre.Tests.Architecture;

/// <summary>A type that a file names and another file declares.</summary>
/// <param name="File">The file that names it.</param>
/// <param name="Type">The type's name.</param>
/// <param name="Declaration">The file that declares it.</param>
internal sealed record TypeUse(SourceFile File, string Type, SourceFile Declaration);

/// <summary>
/// Which files use which, by the names in their code: a name means a type if one of that name is declared in a namespace that the file sees
/// (its own, those around it, those of its <c>using</c> lines) or that the name is qualified with. Comments and texts don't count.
/// </summary>
internal sealed partial class SourceGraph
{
    private readonly IReadOnlyList<(SourceFile File, string Code)> files;
    private readonly ILookup<(string Namespace, string Type), SourceFile> declared;

    public SourceGraph(IReadOnlyList<SourceFile> sources)
    {
        files = [.. sources.Select(file => (file, Code(file)))];
        declared = files.SelectMany(one => Declarations().Matches(one.Code).Select(match => (Name: match.Groups["name"].Value, one.File)))
            .Distinct().ToLookup(one => (one.File.Namespace, one.Name), one => one.File);
    }

    /// <summary>All uses of types that another file declares.</summary>
    public IEnumerable<TypeUse> Uses =>
        files.SelectMany(one => Of(one.File, one.Code)).Distinct().Where(use => use.File != use.Declaration);

    private IEnumerable<TypeUse> Of(SourceFile file, string code)
    {
        string[] around = [.. Around(file.Namespace)],
            seen = [.. around, .. Usings().Matches(code).Select(match => match.Groups["name"].Value)];
        foreach (Match name in Names().Matches(code))
        {
            string[] parts = name.Value.Split('.');
            for (int last = 0; last < parts.Length; last++)
            {
                string qualifier = string.Join('.', parts[..last]);
                IEnumerable<string> namespaces = last == 0 ? seen : around.Select(outer => $"{outer}.{qualifier}").Append(qualifier);
                foreach (SourceFile declaration in namespaces.SelectMany(candidate => declared[(candidate, parts[last])]))
                    yield return new TypeUse(file, parts[last], declaration);
            }
        }
    }

    private static IEnumerable<string> Around(string space)
    {
        for (string outer = space; ; outer = outer[..outer.LastIndexOf('.')])
        {
            yield return outer;
            if (!outer.Contains('.')) yield break;
        }
    }

    private static string Code(SourceFile file)
    {
        string code = Comments().Replace(string.Join('\n', file.Lines), "");
        code = Texts().Replace(code, text => text.Groups["filled"].Success
            ? string.Join(' ', Holes().Matches(text.Value).Select(hole => hole.Groups["code"].Value))
            : "");
        return code;
    }

    [GeneratedRegex(@"(?<![:""])//[^\n]*")]
    private static partial Regex Comments();

    [GeneratedRegex(@"(?<filled>\$)?@?""(\\.|[^""\\\n])*""")]
    private static partial Regex Texts();

    [GeneratedRegex(@"\{(?<code>[^{}]*)\}")]
    private static partial Regex Holes();

    [GeneratedRegex(@"\b(class|struct|record|enum|interface|delegate [\w<>\[\]?, ]+)\s+((class|struct)\s+)?(?<name>[A-Z]\w*)")]
    private static partial Regex Declarations();

    [GeneratedRegex(@"^using (static )?(?<name>[\w.]+?);", RegexOptions.Multiline)]
    private static partial Regex Usings();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(\.[A-Z]\w*)*")]
    private static partial Regex Names();
}
