namespace Rollouts.Domain.Plans.Strategies;

/// <summary>The part of a request that a condition tests.</summary>
public enum RequestPart
{
    Header,
    Cookie,
    Path,
    Method,
}
