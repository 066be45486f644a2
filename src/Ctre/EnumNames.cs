using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;

namespace Ctre;

/// <summary>The word for an option's value where it is not simply the member's name in kebab case.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class SpelledAttribute(string word) : Attribute
{
    public string Word { get; } = word;
}

/// <summary>
/// The words by which the values of an option are known on the command line and in files: <c>ctre-sim</c>, <c>fan-in</c>,
/// <c>minmax</c>.
/// </summary>
/// <typeparam name="T">The option's enumeration.</typeparam>
internal static class EnumNames<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>
    where T : struct, Enum
{
    private static readonly (T Value, string Word)[] Known =
        [.. typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => ((T)field.GetValue(null)!,
            field.GetCustomAttribute<SpelledAttribute>()?.Word ?? JsonNamingPolicy.KebabCaseLower.ConvertName(field.Name)))];

    /// <summary>All words, in the order of the values.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Known.Select(known => known.Word)];

    /// <summary>The word for a value.</summary>
    /// <param name="value">A defined value.</param>
    public static string Of(T value) => Known.First(known => known.Value.Equals(value)).Word;

    /// <summary>The value for a word.</summary>
    /// <param name="word">A word of <see cref="Words"/>, in any case.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the word is known.</returns>
    public static bool TryParse(string word, out T value)
    {
        int index = Array.FindIndex(Known, known => known.Word.Equals(word, StringComparison.OrdinalIgnoreCase));
        value = index < 0 ? default : Known[index].Value;
        return index >= 0;
    }
}
