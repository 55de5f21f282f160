using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// Caches the specs of rollouts, which never change after the start, so that a check needs no read of its rollout.
/// </summary>
public sealed class SpecCache(StateReader reader)
{
    /// <summary>Twice the design size.</summary>
    private const int Most = 20_000;

    private readonly BoundedCache<RolloutId, RolloutSpec> _known = new(Most);

    /// <summary>
    /// Loads the missing specs in one read. A process that has just started or taken over has none. A spec that cannot
    /// be read is read again by itself at its next use.
    /// </summary>
    public async Task LoadAsync(IReadOnlyCollection<RolloutId> rollouts, CancellationToken cancellation)
    {
        var unknown = rollouts.Where(id => !_known.TryGet(id, out _)).ToList();
        if (unknown.Count > 1)
        {
            Task all = Task.WhenAll(unknown.Select(id => OfAsync(id, cancellation)));
            await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async Task<RolloutSpec?> OfAsync(RolloutId id, CancellationToken cancellation)
    {
        if (_known.TryGet(id, out var known))
        {
            return known;
        }

        var (rollout, _) = await reader.LoadAsync(id, cancellation);
        if (rollout?.BeganAt is null)
        {
            return rollout?.Spec;
        }

        _known.Keep(id, rollout.Spec);
        return rollout.Spec;
    }
}
