using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Checks;

namespace Rollouts.Engine.Checks;

/// <summary>Caches prepared questions, so that their constant parts are read and filled in once.</summary>
internal sealed class PreparedChecks
{
    /// <summary>Five for each rollout of the design size.</summary>
    private const int Most = 50_000;

    private readonly BoundedCache<(RolloutId Rollout, QuestionKey Key), PreparedCheck> _known = new(Most);

    public PreparedCheck Of(ClaimedQuestion claimed, RolloutSpec terms)
    {
        var key = (claimed.Rollout, claimed.Key);
        if (_known.TryGet(key, out var known) && known.IsOf(claimed, terms))
        {
            return known;
        }

        known = PreparedCheck.Of(claimed, terms);
        _known.Keep(key, known);
        return known;
    }
}
