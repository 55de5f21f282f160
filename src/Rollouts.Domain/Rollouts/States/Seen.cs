namespace Rollouts.Domain.Rollouts.States;

/// <summary>What a router shows when it is read.</summary>
/// <param name="Other">The share of backends that belong to neither version.</param>
/// <param name="HasCandidate">Whether the candidate's backend is there at all.</param>
public sealed record Seen(Traffic Traffic, Weight Other, bool HasCandidate)
{
    public static Seen Of(Traffic traffic) => new(traffic, Weight.Zero, HasCandidate: true);
}
