using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Engine.Outside;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Checks;

namespace Rollouts.Engine.Checks;

/// <summary>A question in progress: its text, its source, and the evaluation of its answer.</summary>
internal sealed record InFlightCheck(
    ClaimedQuestion Claimed,
    RolloutSpec Spec,
    Question Question,
    Check Check,
    CheckEvaluation Evaluation,
    Answer<SourceAccess> Source,
    MetricQuestion? Metric
)
{
    public static InFlightCheck Of(
        ClaimedQuestion claimed,
        PreparedCheck known,
        RolloutSpec terms,
        IConnections connections,
        Instant now
    )
    {
        var evaluation = known.Resume(claimed, now);
        evaluation.GiveUpFuture(now);
        var source = connections.SourceOf(terms.Plan, known.Asked);
        return new InFlightCheck(
            claimed,
            terms,
            known.Question,
            known.Check,
            evaluation,
            source,
            source.TryGet(out var access, out _)
                ? known.MetricOf(access, connections, evaluation.AskedUntil, now)
                : null
        );
    }
}
