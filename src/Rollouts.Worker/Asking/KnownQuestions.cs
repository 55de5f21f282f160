using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Storage.Asking;

namespace Rollouts.Worker.Asking;

/// <summary>Questions that came due before, so that nothing is read or filled in twice that stays the same.</summary>
internal sealed class KnownQuestions
{
    /// <summary>Five for each rollout of the design size.</summary>
    private const int Most = 50_000;

    private readonly Remembered<(RolloutId Rollout, QuestionKey Key), KnownQuestion> _known = new(Most);

    public KnownQuestion Of(ClaimedQuestion claimed, Terms terms)
    {
        var key = (claimed.Rollout, claimed.Key);
        if (_known.TryGet(key, out var known) && known.IsOf(claimed, terms))
        {
            return known;
        }

        known = KnownQuestion.Of(claimed, terms);
        _known.Keep(key, known);
        return known;
    }
}
