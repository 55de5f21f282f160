using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>
/// Caches the fetches for each pair of queries. Parsing selectors costs more than sending them, and they stay the same
/// for the whole rollout.
/// </summary>
internal sealed class Fetches
{
    /// <summary>Ten for each rollout of the design size.</summary>
    private const int Most = 100_000;

    private readonly BoundedCache<(ByArm Total, ByArm? Bad), IReadOnlyList<Fetch>> _known = new(Most);

    /// <exception cref="OutsideException">One of them is no selector.</exception>
    public IReadOnlyList<Fetch> Of(ByArm total, ByArm? bad) =>
        _known.GetOrMake((total, bad), pair => Fetch.Of(pair.Total, pair.Bad));
}
