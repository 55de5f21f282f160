using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Wants;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Asking;

/// <summary>A check's question on its way: what is asked, of whom, and the inquiry that the answer goes into.</summary>
internal sealed record AskedQuestion(
    ClaimedQuestion Claimed,
    Question Question,
    Check Check,
    Inquiry Inquiry,
    Answer<SourceAccess> Source,
    MetricQuestion? Metric
)
{
    public static AskedQuestion Of(
        ClaimedQuestion claimed,
        KnownQuestion known,
        Terms terms,
        IConnections connections,
        Instant now
    )
    {
        var inquiry = known.Resume(claimed, now);
        inquiry.GiveUpFuture(now);
        var source = connections.SourceOf(terms.Plan, known.Asked);
        return new AskedQuestion(
            claimed,
            known.Question,
            known.Check,
            inquiry,
            source,
            source.TryGet(out var access, out _) ? known.MetricOf(access, connections, inquiry.AskedUntil, now) : null
        );
    }
}
