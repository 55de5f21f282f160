namespace Rollouts.Sandbox.Front;

/// <summary>
/// Shares requests out by weight, smoothly: at 95 to 5 every twentieth goes to the smaller one, and not five in a
/// row out of a hundred.
/// </summary>
internal sealed class Turns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _credit = new(StringComparer.Ordinal);
    private IReadOnlyList<NodeWeight> _weights = [];

    /// <summary>Whose turn it is; null where nobody has any weight.</summary>
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
