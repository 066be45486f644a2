using Ctre.Sparse;

namespace Ctre.Topology.Papers;

/// <summary>
/// CH3-L3, the Cannistraci-Hebb score over paths of length 3 (Muscoloni, Michieli and Cannistraci, preprints 202012.0808):
/// for an absent pair of input u and output v
/// <code>
/// score(u, v) = Σ over paths u – z₁ – z₂ – v of 1 / √((1 + e(z₁)) (1 + e(z₂)))
/// </code>
/// where z₁ is an output that u is connected to, z₂ an input of v that is connected to z₁, and e(z) counts the connections of z
/// that leave the local community: neither to u or v nor to another node on these paths. Pairs in a dense neighborhood score
/// high. One output is scored at a time, by walking its paths twice: memory of a few numbers per neuron, time of the paths.
/// </summary>
/// <param name="connections">The connections that the paths are made of.</param>
internal sealed class PathScores(Connections connections)
{
    private readonly InputOrder byInput = connections.ByInput;
    private readonly double[] scores = new double[connections.Inputs];
    private readonly bool[] adjacent = new bool[connections.Inputs];

    // By output: its connections to inputs of v. By input: the outputs it shares with the current z₂.
    private readonly int[] inside = new int[connections.Outputs], shared = new int[connections.Inputs];

    /// <summary>
    /// The score of every input with one output, <c>[inputs]</c>; 0 where there is no path or already a connection. Valid until the next
    /// call.
    /// </summary>
    public ReadOnlySpan<double> Of(int output)
    {
        ReadOnlySpan<int> inputs = connections.InputsOf(output);
        Array.Clear(scores);
        Array.Clear(adjacent);
        Array.Clear(inside);
        foreach (int z2 in inputs)
        {
            adjacent[z2] = true;
            foreach (int z1 in OutputsOf(z2)) inside[z1]++;
        }

        foreach (int z2 in inputs)
        {
            ReadOnlySpan<int> middle = OutputsOf(z2);
            Array.Clear(shared);
            foreach (int z1 in middle)
                foreach (int u in connections.InputsOf(z1)) shared[u]++;

            foreach (int z1 in middle)
            {
                // 1 + e = the degree, less what stays in the community; the link to u or v makes up for the 1.
                ReadOnlySpan<int> ends = connections.InputsOf(z1);
                int leaving = ends.Length - inside[z1];
                foreach (int u in ends)
                    if (!adjacent[u]) scores[u] += 1 / Math.Sqrt((double)leaving * (middle.Length - shared[u]));
            }
        }

        return scores;
    }

    private ReadOnlySpan<int> OutputsOf(int input) => byInput.Outputs.AsSpan(byInput.Offsets[input]..byInput.Offsets[input + 1]);
}
