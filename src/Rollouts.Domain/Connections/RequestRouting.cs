using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.Connections;

/// <summary>
/// The request attributes by which a router can send requests to the candidate independently of its weight.
/// </summary>
/// <param name="Parts">The parts of a request that the router can match.</param>
/// <param name="MostMatches">The maximum number of alternatives in one route.</param>
public sealed record RequestRouting(ValueList<RequestPart> Parts, int MostMatches)
{
    public static ValueList<RequestPart> AllParts { get; } =
    [RequestPart.Header, RequestPart.Cookie, RequestPart.Path, RequestPart.Method];

    /// <summary>
    /// The form of a condition that the router does not have, in words that follow "route by"; null if it has it.
    /// </summary>
    public Func<RequestCondition, string?> LackOf { get; init; } = static _ => null;
}
