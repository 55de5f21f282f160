namespace Rollouts.Domain.Rollouts.States;

/// <summary>A reading of a router.</summary>
/// <param name="Other">The share of backends that belong to neither version.</param>
/// <param name="HasCandidate">Whether the candidate's backend exists on the route.</param>
public sealed record ObservedTraffic(Traffic Traffic, Weight Other, bool HasCandidate)
{
    /// <summary>
    /// Why the Deployment behind the candidate's backend is not available; null if it is, and null if it was not read
    /// because no step waits for it.
    /// </summary>
    public string? DeploymentLack { get; init; }

    public static ObservedTraffic Of(Traffic traffic) => new(traffic, Weight.Zero, HasCandidate: true);
}
