namespace Ctre.Data;

/// <summary>
/// The values of one row that are stored, each with its feature, however the row is stored: all of a dense row, those of a compressed one
/// that are not zero. <c>foreach</c> walks them, features rising.
/// </summary>
internal readonly ref struct RowValues
{
    private readonly ReadOnlySpan<int> features;
    private readonly ReadOnlySpan<float> values;

    /// <summary>The values of a dense row <c>[features]</c>.</summary>
    public RowValues(ReadOnlySpan<float> values) => this.values = values;

    /// <summary>The values of a compressed row and the feature of each.</summary>
    public RowValues(ReadOnlySpan<int> features, ReadOnlySpan<float> values)
    {
        this.features = features;
        this.values = values;
    }

    public Enumerator GetEnumerator() => new(features, values);

    public ref struct Enumerator(ReadOnlySpan<int> features, ReadOnlySpan<float> values)
    {
        private readonly ReadOnlySpan<int> features = features;
        private readonly ReadOnlySpan<float> values = values;
        private int index = -1;

        // Only a dense row has no list of features: an empty compressed row ends before the first value.
        public readonly (int Feature, float Value) Current => (features.IsEmpty ? index : features[index], values[index]);

        public bool MoveNext() => ++index < values.Length;
    }
}
