using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.Front;

/// <summary>The current rules of a route, in the order of their evaluation.</summary>
internal sealed record FrontTable(IReadOnlyList<FrontRule> Rules)
{
    /// <summary>One rule for all requests, which splits them by weight.</summary>
    public static FrontTable Of(IReadOnlyList<NodeWeight> weights) => new([new FrontRule([], weights, [])]);

    /// <summary>The index of the rule that matches the request; null if there is none.</summary>
    public int? PlaceOf(HttpRequest request, string path)
    {
        for (var place = 0; place < Rules.Count; place++)
        {
            if (Rules[place].Matches is { Count: 0 } || Rules[place].Matches.Any(match => Holds(match, request, path)))
            {
                return place;
            }
        }

        return null;
    }

    private static bool Holds(IReadOnlyList<Func<HttpRequest, string, bool>> match, HttpRequest request, string path) =>
        match.All(condition => condition(request, path));
}

/// <param name="Matches">
/// Alternatives, each with conditions that must all hold; empty for a rule that matches every request.
/// </param>
internal sealed record FrontRule(
    IReadOnlyList<IReadOnlyList<Func<HttpRequest, string, bool>>> Matches,
    IReadOnlyList<NodeWeight> Weights,
    IReadOnlyList<FrontMirror> Mirrors
)
{
    /// <summary>How long a cookie keeps a client at its version; null if none does.</summary>
    public TimeSpan? Stickiness { get; init; }

    /// <summary>Whether all requests of one connection reach the version of its first one.</summary>
    public bool IsPerConnection { get; init; }
}

/// <summary>A version that gets copies of requests.</summary>
/// <param name="Share">The copied share of the rule's requests, from 0 to 1.</param>
internal sealed record FrontMirror(string Node, double Share);
