using Rollouts.Domain.Analysis.Ticks;

namespace Rollouts.Api.Rollouts;

/// <summary>What both versions served in one span of time, each request counted once.</summary>
internal sealed record SampleView(
    long Number,
    string From,
    string To,
    long Candidate,
    long CandidateBad,
    long Baseline,
    long BaselineBad
)
{
    public static SampleView Of(CountTick tick) =>
        new(
            tick.Number,
            tick.From.ToString(),
            tick.To.ToString(),
            tick.Candidate.Requests,
            tick.Candidate.Bad,
            tick.Baseline.Requests,
            tick.Baseline.Bad
        );
}
