using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ctre.Tests.Architecture;

/// <summary>
/// The public surface of some assemblies as sorted lines, one per type and per member; what may be null has a question mark.
/// </summary>
internal static class PublicApi
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static IReadOnlyList<string> Lines(params IEnumerable<Assembly> assemblies) =>
    [
        .. assemblies.SelectMany(assembly => assembly.GetExportedTypes()).SelectMany(type => Members(type).Prepend(Declaration(type)))
            .Order(StringComparer.Ordinal),
    ];

    private static string Declaration(Type type)
    {
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        return $"{Full(type)}: {kind}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags declared =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (MemberInfo member in type.GetMembers(declared))
        {
            if (member is not PropertyInfo && member.GetCustomAttribute<CompilerGeneratedAttribute>() is not null) continue;
            string? text = member switch
            {
                FieldInfo field when IsVisible(field.Attributes) => Field(field),
                PropertyInfo property when property.GetAccessors(true).Any(IsVisible) => Property(property),
                ConstructorInfo constructor when IsVisible(constructor) => $"new({Parameters(constructor)})",
                MethodInfo method when IsVisible(method)
                    && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
                    $"{Static(method)}{method.Name}({Parameters(method)}) → {Named(method.ReturnParameter)}",
                _ => null,
            };
            if (text is not null) yield return $"{Full(type)}.{text}";
        }
    }

    private static string? Field(FieldInfo field) => field switch
    {
        { IsSpecialName: true } => null, // an enumeration's value__
        { IsLiteral: true } => $"{field.Name} = {Convert.ToString(field.GetRawConstantValue(), null)}",
        _ => $"{(field.IsStatic ? "static " : "")}{field.Name}: {Short(field.FieldType, new NullabilityInfoContext().Create(field))}",
    };

    private static string Property(PropertyInfo property)
    {
        MethodInfo? get = property.GetMethod is { } g && IsVisible(g) ? g : null;
        MethodInfo? set = property.SetMethod is { } s && IsVisible(s) ? s : null;
        bool init = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string accessors = (get is null ? "" : " get;") + (set is null ? "" : init ? " init;" : " set;");
        string type = Short(property.PropertyType, new NullabilityInfoContext().Create(property));
        return $"{Static((get ?? set)!)}{property.Name}: {type} {{{accessors} }}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsOut ? "out " : "")}{Named(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? " = …" : "")}"));

    private static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static string Full(Type type) => (type.DeclaringType is { } outer ? Full(outer) : type.Namespace) + "." + Short(type);

    private static string Named(ParameterInfo parameter) => Short(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));

    private static string Short(Type type, NullabilityInfo? info = null)
    {
        if (type.IsByRef) return Short(type.GetElementType()!, info);
        if (Nullable.GetUnderlyingType(type) is { } value) return Short(value) + "?";
        string mark = !type.IsValueType && info?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray) return $"{Short(type.GetElementType()!, info?.ElementType)}[]{mark}";
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword + mark;
        if (!type.IsGenericType) return type.Name + mark;
        IEnumerable<string> arguments = type.GetGenericArguments()
            .Select((argument, i) => Short(argument, info?.GenericTypeArguments.ElementAtOrDefault(i)));
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>{mark}";
    }
}
