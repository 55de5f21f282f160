namespace Rollouts.Analysis;

/// <summary>An observed shift of traffic. The requirements for a healthy outcome start anew with each shift.</summary>
/// <param name="LeastRequests">
/// The requests that the candidate must have served since the shift to be found healthy.
/// </param>
/// <param name="Margin">The excess of bad requests that must be ruled out; null asks for no proof.</param>
/// <param name="InForce">
/// The weight that the router shows, for the judge of the share; null while none is in force alone.
/// </param>
public sealed record Shift(
    Instant At,
    Split Split,
    long LeastRequests = Shift.UsualRequests,
    double? Margin = null,
    Weight? InForce = null
)
{
    public const long UsualRequests = 100;

    /// <summary>A preview receives only the requests that people send by hand, so it requires fewer.</summary>
    public const long PreviewRequests = 50;
}
