namespace Ctre.Data;

/// <summary>Brings the class indices of one data set into the order of another's, by class name.</summary>
internal static class ClassAlignment
{
    private const int Named = 5;

    /// <summary>The same rows, labeled by the positions of their class names in <paramref name="classNames"/>.</summary>
    /// <param name="data">A labeled data set.</param>
    /// <param name="classNames">The classes to label with, in order.</param>
    /// <param name="owner">What has these classes, for the message: "the training data", "the model".</param>
    /// <exception cref="InputException">A row has a class that is not among them, or there are no labels.</exception>
    public static Dataset To(Dataset data, IReadOnlyList<string> classNames, string owner)
    {
        if (!data.IsLabeled) throw new InputException($"{data.Name} has no labels.");
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        for (int c = 0; c < classNames.Count; c++) known.TryAdd(classNames[c], c);

        int[] map = [.. data.ClassNames.Select(name => known.GetValueOrDefault(name, -1))];
        SortedSet<int> unknown = [];
        var labels = new int[data.Rows];
        for (int row = 0; row < labels.Length; row++)
        {
            int label = data.Labels[row];
            labels[row] = map[label];
            if (map[label] < 0) unknown.Add(label);
        }

        if (unknown.Count == 0) return data.WithLabels(labels, classNames);
        string names = string.Join(", ", unknown.Take(Named).Select(label => CellText.Quote(data.ClassNames[label])));
        string more = unknown.Count > Named ? $" and {unknown.Count - Named} more" : "";
        throw new InputException($"{data.Name} has classes that {owner} does not have: {names}{more}.");
    }
}
