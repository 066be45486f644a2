using System.Collections;
using Ctre.Data;
using Ctre.Models.Safetensors;

namespace Ctre.Models;

/// <summary>
/// The columns of a model as its file has them: a name or a category is decoded when it is asked for, so that a million of them take no
/// more memory than their texts in the file.
/// </summary>
/// <param name="json">The JSON that the names are in.</param>
/// <param name="names">Where the name of each column begins; −1 for a column without.</param>
/// <param name="first">Where the categories of each column begin among all, and where the last end.</param>
/// <param name="categories">Where each category begins.</param>
/// <param name="modes">For each column of categories the one that stands for a missing one; −1 for a column of numbers.</param>
internal sealed class StoredColumns(byte[] json, List<int> names, List<int> first, List<int> categories, List<int> modes)
    : IReadOnlyList<FeatureColumn>
{
    public int Count => names.Count;

    public FeatureColumn this[int index] => new(
        names[index] < 0 ? null : JsonTexts.TextAt(json, names[index]),
        modes[index] >= 0 ? new StoredTexts(json, categories, first[index], first[index + 1]) : null);

    public IEnumerator<FeatureColumn> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class StoredTexts(byte[] json, List<int> places, int from, int to) : IReadOnlyList<string>
    {
        public int Count => to - from;

        public string this[int index] => (uint)index < (uint)Count
            ? JsonTexts.TextAt(json, places[from + index])
            : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
