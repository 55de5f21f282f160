using Rollouts.Analysis;

namespace Rollouts.Api.Dashboard.Charts;

/// <summary>A rate over the window that ends at a tick.</summary>
/// <param name="Begins">Whether there is no measurement right before it, so that no line leads to it.</param>
internal sealed record RatePoint(Instant At, long Requests, long Bad, bool Begins)
{
    public double Rate => Requests == 0 ? 0 : (double)Bad / Requests;

    public Interval Interval => Wilson.Of(Bad, Requests);
}
