namespace Ctre;

/// <summary>How many connections the initial topology gets, and how they are spread over the layers.</summary>
public enum DistributionKind
{
    /// <summary>Erdős–Rényi: in proportion to the sum of a layer's inputs and outputs.</summary>
    [Spelled("er")]
    ErdosRenyi,

    /// <summary>The same density in every layer.</summary>
    Uniform,

    /// <summary>A density for each layer, given in <see cref="Recipe.LayerDensities"/>.</summary>
    List,
}

/// <summary>How the weights of the initial connections are drawn.</summary>
public enum WeightInitKind
{
    /// <summary>U(−b, b), b = √(6 / (inputs + outputs)) of the dense shape (Glorot and Bengio 2010): the paper's choice.</summary>
    Glorot,

    /// <summary>U(−b, b), b = √(6 / fan-in), with the neuron's actual number of connections (He et al. 2015).</summary>
    FanIn,
}

/// <summary>The weight that a grown connection starts with.</summary>
public enum GrowInitKind
{
    /// <summary>U(−b, b), b = √(6 / inputs) of the dense layer.</summary>
    Uniform,

    /// <summary>Zero: the first gradient sets the sign.</summary>
    Zero,
}

/// <summary>How the most similar pairs of neurons are found.</summary>
public enum SimilarityKind
{
    /// <summary>
    /// On a sample of training rows; in sketches of them, and in very wide layers in buckets of similar neurons: a small share of an
    /// epoch's time, and nearly the same pairs.
    /// </summary>
    Auto,

    /// <summary>All pairs, on all training rows unless <see cref="Recipe.SimilarityRows"/> says otherwise: as the paper has it.</summary>
    Exact,
}
