using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Ctre.Tests.Architecture;

/// <summary>The command line is a friend of the libraries; what it takes of their internals is listed, so that it stays little.</summary>
public sealed class FriendTests
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] Libraries = ["Ctre", "Ctre.Data"];

    [Fact]
    public void The_command_line_names_approved_internals_only() => ApprovedList.Check(
        "Internals.approved.txt", "What the command line uses of the libraries' internals", Internals("Ctre.Cli"), "CTRE_ACCEPT_INTERNALS");

    [Theory]
    [InlineData("EvaluateCommand")]
    [InlineData("PredictCommand")]
    [InlineData("InspectCommand")]
    public void A_model_is_used_by_the_public_surface_alone(string command)
    {
        string[] uses =
        [
            .. new SourceGraph(Repository.Sources).Uses
                .Where(use => use.File.Path == $"Ctre.Cli/Commands/{command}.cs" && Libraries.Contains(use.Declaration.Path.Split('/')[0]))
                .Where(use => use.Declaration.Folder != "Ctre/Files")
                .Select(use => Assembly.Load(use.Declaration.Path.Split('/')[0]).GetType($"{use.Declaration.Namespace}.{use.Type}"))
                .OfType<Type>().Select(type => $"{(type.IsVisible ? "" : "internal ")}{type.FullName}"),
        ];
        Assert.Contains("Ctre.SparseModel", uses);
        Assert.DoesNotContain(uses, use => use.StartsWith("internal ", StringComparison.Ordinal));
    }

    /// <summary>The internal types, and the internal members of public types, that an assembly refers to, sorted.</summary>
    private static string[] Internals(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Assembly.Load(assembly).Location));
        MetadataReader metadata = file.GetMetadataReader();
        Dictionary<TypeReferenceHandle, Type> types = metadata.TypeReferences
            .Select(handle => (handle, Type: Find(metadata, handle))).Where(one => one.Type is not null)
            .ToDictionary(one => one.handle, one => one.Type!);
        IEnumerable<string> members = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => (Type: types.GetValueOrDefault((TypeReferenceHandle)member.Parent), Name: metadata.GetString(member.Name)))
            .Where(member => member.Type is { IsVisible: true } type && type.GetMember(member.Name, All) is { Length: > 0 } found
                && found.All(IsInternal))
            .Select(member => $"{member.Type!.FullName}.{member.Name.Replace("get_", "", StringComparison.Ordinal)}");
        IEnumerable<string> hidden = types.Values.Where(type => !type.IsVisible).Select(type => type.FullName!);
        return [.. hidden.Concat(members).Distinct().Order(StringComparer.Ordinal)];
    }

    private static Type? Find(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference reference = metadata.GetTypeReference(handle);
        string name = metadata.GetString(reference.Name);
        if (reference.ResolutionScope.Kind == HandleKind.TypeReference)
            return Find(metadata, (TypeReferenceHandle)reference.ResolutionScope)?.GetNestedType(name, All);
        if (reference.ResolutionScope.Kind != HandleKind.AssemblyReference) return null;
        string library = metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope).Name);
        return Libraries.Contains(library) ? Assembly.Load(library).GetType($"{metadata.GetString(reference.Namespace)}.{name}") : null;
    }

    private static bool IsInternal(MemberInfo member) => member switch
    {
        MethodBase method => method.IsAssembly || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsAssembly || field.IsFamilyOrAssembly,
        _ => false,
    };
}
