using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;
using Rollouts.Worker.Deciding;

namespace Rollouts.Worker.Asking;

/// <summary>
/// The terms of rollouts, which never change once it has begun, so that asking needs no rollout to be read.
/// </summary>
public sealed class TermsCache(StateReader reader)
{
    /// <summary>Twice the design size.</summary>
    private const int Most = 20_000;

    private readonly Remembered<RolloutId, Terms> _known = new(Most);

    public async Task<Terms?> OfAsync(RolloutId id, CancellationToken cancellation)
    {
        if (_known.TryGet(id, out var known))
        {
            return known;
        }

        var (rollout, _) = await reader.LoadAsync(id, cancellation);
        if (rollout?.BeganAt is null)
        {
            return rollout?.Terms;
        }

        _known.Keep(id, rollout.Terms);
        return rollout.Terms;
    }
}
