namespace Rollouts.Domain.Plans.Checks;

/// <summary>The unit of a histogram's bucket edges.</summary>
public enum LatencyUnit
{
    Seconds,
    Milliseconds,
}
