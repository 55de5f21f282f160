using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Checks;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>
/// Caches the replays of the checks that pages show. A page of a six-hour release judges 17,000 counts, and is
/// refreshed with every sample.
/// </summary>
internal sealed class EvidenceReplays
{
    private const int MostKept = 200;

    private readonly BoundedCache<(RolloutId Rollout, QuestionKey Check), EvidenceReplay> _kept = new(MostKept);

    /// <param name="isPresent">False for an instant of the past, whose replay is not continued.</param>
    public CheckSamples Of(RolloutHistory history, CheckRun check, IReadOnlyList<CountTick> ticks, bool isPresent)
    {
        var key = (history.State.Spec.Id, QuestionKey.Of(check.Check.Name, check.Target));
        var replay = isPresent ? _kept.GetOrMake(key, _ => new EvidenceReplay()) : new EvidenceReplay();
        return replay.Of(history, check, ticks);
    }
}
