namespace Rollouts.Domain.Analysis;

/// <summary>
/// A shift of traffic that was observed. What is needed to call the candidate healthy starts anew with each.
/// </summary>
/// <param name="LeastRequests">How many requests the candidate must have served since, to be called healthy.</param>
/// <param name="Margin">The excess of bad requests that must be ruled out; null asks for no proof.</param>
public sealed record Shift(Instant At, Split Split, long LeastRequests = Shift.UsualRequests, double? Margin = null)
{
    public const long UsualRequests = 100;

    /// <summary>A preview gets no more than somebody sends by hand.</summary>
    public const long PreviewRequests = 50;
}
