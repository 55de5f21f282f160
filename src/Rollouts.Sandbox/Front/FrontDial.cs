namespace Rollouts.Sandbox.Front;

/// <summary>How the front of a service obeys its weights.</summary>
/// <param name="IgnoresWeights">
/// Whether each version with a weight above 0 gets the same share, as behind a proxy that hashes its clients.
/// </param>
internal sealed record FrontDial(bool IgnoresWeights = false)
{
    public IReadOnlyList<NodeWeight> Obeyed(IReadOnlyList<NodeWeight> weights) =>
        IgnoresWeights ? [.. weights.Select(node => node with { Weight = node.Weight > 0 ? 1 : 0 })] : weights;
}
