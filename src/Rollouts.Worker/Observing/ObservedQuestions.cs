using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Integrations.Storage.Driving;

namespace Rollouts.Worker.Observing;

/// <summary>What is to be asked, with how late it is claimed.</summary>
internal sealed class ObservedQuestions(IQuestionBook inner, TimeProvider time) : IQuestionBook
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

    public Task<int> ForgetPagesAsync(Instant before, CancellationToken cancellation) =>
        inner.ForgetPagesAsync(before, cancellation);
}
