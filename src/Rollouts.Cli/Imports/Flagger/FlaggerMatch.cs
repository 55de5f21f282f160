using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Flagger;

/// <summary>Converts the requests that an A/B test sends to the new version.</summary>
internal static class FlaggerMatch
{
    public static void Add(SourceNode match, PlanDraft draft, string file, LossLog losses)
    {
        List<string> alternatives = [];
        foreach (var one in match.Items)
        {
            if (Of(one, file, losses) is { } conditions)
            {
                alternatives.Add(conditions);
            }

            one.Whole();
        }

        foreach (var more in match.Items.Skip(MatchDraft.Most))
        {
            losses.Lost(file, more, $"a route has {MatchDraft.Most} alternatives at the most");
        }

        if (alternatives.Count > 0)
        {
            draft.Step(MatchDraft.Route(alternatives));
            losses.Changed(file, match, "the router must be able to do it, as the Gateway API and Istio are");
            return;
        }

        losses.Changed(file, match.Whole(), "the plan gives 10 % of all requests instead of those that match");
        draft.Shift(10, "was an A/B test by headers");
    }

    /// <summary>
    /// The conditions of one alternative, all of which must hold; null if one of them cannot be converted.
    /// </summary>
    private static string? Of(SourceNode one, string file, LossLog losses)
    {
        List<string> headers = [];
        List<string> others = [];
        foreach (var name in one["headers"]?.Keys ?? [])
        {
            var header = one["headers"]![name]!;
            if (MatchDraft.Header(name, header) is not { } condition)
            {
                losses.Lost(
                    file,
                    header,
                    "a plan compares texts by { exact, prefix, regex }; the alternative is missing"
                );
                return null;
            }

            var isHeader = condition.StartsWith("header:", StringComparison.Ordinal);
            (isHeader ? headers : others).Add(isHeader ? condition["header: { ".Length..^2] : condition);
        }

        if (one["uri"] is { } uri && MatchDraft.Text(uri) is { } path)
        {
            others.Add($"path: {path}");
        }

        if (one["method"] is { } method && method.TextOf("exact") is { } verb)
        {
            others.Add($"method: {verb}");
        }

        if (one["sourceLabels"] is { } labels)
        {
            losses.Lost(file, labels, "who sends a request is no condition of a plan; the alternative is missing");
            return null;
        }

        if (headers.Count > 0)
        {
            others.Insert(0, $"header: {{ {string.Join(", ", headers)} }}");
        }

        return others.Count > 0 ? string.Join(", ", others) : null;
    }
}
