using System.Text.Json.Nodes;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers.Kubernetes;

namespace Rollouts.Integrations.Routers;

/// <summary>
/// Combines the request matches of a plan with those of a rule: each alternative of the plan with each of the rule, in
/// this order, so that the result can be read back.
/// </summary>
/// <param name="bases">The rule's own matches.</param>
/// <param name="most">The maximum number of alternatives of a rule.</param>
internal sealed class MatchGroups(JsonArray bases, int most, IMatchWords words)
{
    /// <summary>Conditions that this service has not written.</summary>
    public static readonly ValueList<RequestMatch> Unknown = [new RequestMatch([])];

    /// <summary>Whether a match has no conditions, as <see cref="Unknown"/>.</summary>
    public static bool AreUnknown(ValueList<RequestMatch> matches) => matches.Any(match => match.All.IsEmpty);

    public Answer<JsonArray> Write(ValueList<RequestMatch> matches)
    {
        if (AreUnknown(matches))
        {
            return new Fault(
                FaultKind.Refused,
                "a rule without conditions of a plan would send all requests to the candidate; it is not written"
            );
        }

        JsonArray written = [];
        foreach (var match in matches)
        {
            foreach (var item in bases)
            {
                var joined = item!.DeepClone().AsObject();
                foreach (var condition in match.All)
                {
                    if (words.Write(joined, condition) is { } refusal)
                    {
                        return new Fault(FaultKind.Refused, refusal);
                    }
                }

                written.Add((JsonNode)joined);
            }
        }

        return written.Count <= most
            ? written
            : new Fault(
                FaultKind.Refused,
                $"the plan's alternatives and those of the rule make {written.Count} together; {most} are allowed"
            );
    }

    public ValueList<RequestMatch> Read(JsonNode? shown)
    {
        if (shown is not JsonArray { Count: > 0 } list || list.Count % bases.Count != 0)
        {
            return Unknown;
        }

        List<RequestMatch> matches = [];
        for (var at = 0; at < list.Count; at += bases.Count)
        {
            if (
                list[at] is not JsonObject joined
                || words.Read(bases[0]!.AsObject(), joined) is not { } conditions
                || conditions.Any(condition => condition is null)
            )
            {
                return Unknown;
            }

            matches.Add(new RequestMatch(conditions.OfType<RequestCondition>().ToValueList()));
        }

        var read = matches.ToValueList();
        return Write(read).TryGet(out var written, out _) && JsonCover.Covers(list, written) ? read : Unknown;
    }

    /// <summary>Whether a path condition only narrows the path that a rule matches.</summary>
    /// <param name="prefix">The prefix that the rule matches; null if it matches in another way.</param>
    public static bool Narrows(RequestCondition path, string? prefix) =>
        prefix is { } above
        && (
            above == "/"
            || (
                path.Match is TextMatch.Exact or TextMatch.Prefix
                && (path.Value == above || path.Value.StartsWith(above.TrimEnd('/') + "/", StringComparison.Ordinal))
            )
        );
}
