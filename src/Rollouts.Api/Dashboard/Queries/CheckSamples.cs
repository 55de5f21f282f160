using Rollouts.Analysis;
using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>A check with the counts or values by which it was judged, and the result of judging counts again.</summary>
internal sealed record CheckSamples(
    CheckRun Check,
    IReadOnlyList<CountTick> Ticks,
    IReadOnlyList<EvidencePoint> Points,
    Evidence? Newest
)
{
    /// <summary>The values of a check of a value; empty for checks of counts.</summary>
    public IReadOnlyList<ValueTick> Values { get; init; } = [];

    /// <summary>The time of the newest sample; null before the first one.</summary>
    public Instant? NewestAt =>
        Ticks.Count > 0 ? Ticks[^1].To
        : Values.Count > 0 ? Values[^1].To
        : null;

    /// <summary>The evidence of a breach as a share of the required evidence, with the newest sample.</summary>
    public double Share => Points.Count > 0 ? Math.Clamp(Points[^1].Breach, 0, 1) : ChipView.ShareOf(Check);

    public bool IsRising => Check.Outcome is CheckOutcome.Watching or CheckOutcome.Healthy && Share >= ChipView.Rising;

    /// <summary>The state with the newest sample, which an unchanged outcome does not show.</summary>
    public ChipView Chip => IsRising ? new ChipView("rise", "rise", "evidence rising") : ChipView.Of(Check);

    /// <summary>The newest evidence while the check is judged, and the recorded one afterwards.</summary>
    public Evidence? Evidence =>
        Check.Outcome is CheckOutcome.Watching or CheckOutcome.Healthy ? Newest ?? Check.Evidence : Check.Evidence;
}
