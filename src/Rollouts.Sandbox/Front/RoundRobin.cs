namespace Rollouts.Sandbox.Front;

/// <summary>
/// Smooth weighted round robin: at 95 to 5 every twentieth request goes to the smaller node, and not five consecutive
/// ones out of a hundred.
/// </summary>
internal sealed class RoundRobin
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _credit = new(StringComparer.Ordinal);
    private IReadOnlyList<NodeWeight> _weights = [];

    /// <summary>The node of the next request; null if all weights are 0.</summary>
    public string? Next(IReadOnlyList<NodeWeight> weights)
    {
        lock (_lock)
        {
            if (!weights.SequenceEqual(_weights))
            {
                _credit.Clear();
                _weights = weights;
            }

            string? best = null;
            foreach (var (node, weight) in weights.Where(node => node.Weight > 0))
            {
                _credit[node] = _credit.GetValueOrDefault(node) + weight;
                best = best is null || _credit[node] > _credit[best] ? node : best;
            }

            if (best is not null)
            {
                _credit[best] -= weights.Sum(node => node.Weight);
            }

            return best;
        }
    }
}
