using Rollouts.Engine.Metering;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Observing;

/// <summary>Measures how late questions are claimed.</summary>
internal sealed class ObservedQuestions(ICheckSchedule inner, TimeProvider time) : ICheckSchedule
{
    public async Task<Claimed<ClaimedQuestion>> ClaimAsync(ClaimRequest request, CancellationToken cancellation)
    {
        var claimed = await StoreCalls.MeasureAsync(
            "claim-questions",
            time,
            _ => inner.ClaimAsync(request, cancellation)
        );
        foreach (var question in claimed.Items)
        {
            Telemetry.AskLateness.Record((claimed.Now - question.Due).TotalSeconds);
        }

        return claimed;
    }

    public Task SettleAsync(IReadOnlyList<SettledQuestion> settled, CancellationToken cancellation) =>
        StoreCalls.MeasureAsync("settle-questions", time, () => inner.SettleAsync(settled, cancellation));

    public Task<ValueList<TickPageRow>> PagesAsync(
        RolloutId rollout,
        QuestionKey key,
        CancellationToken cancellation
    ) => inner.PagesAsync(rollout, key, cancellation);

    public Task<ReadOnlyMemory<byte>> EvidenceAsync(
        RolloutId rollout,
        QuestionKey key,
        CancellationToken cancellation
    ) => inner.EvidenceAsync(rollout, key, cancellation);

    public Task<int> ForgetPagesAsync(Instant before, CancellationToken cancellation) =>
        inner.ForgetPagesAsync(before, cancellation);
}
