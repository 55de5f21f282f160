using System.Collections.Immutable;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>A bare selector.</summary>
/// <param name="Matchers">
/// Its conditions; null if they cannot be parsed here, so that the selector can only be sent.
/// </param>
internal sealed record Selector(string Text, ImmutableArray<LabelMatcher>? Matchers)
{
    /// <exception cref="OutsideException">It is none; plans with such a query are refused.</exception>
    public static Selector Parse(Query query)
    {
        var text = query.Body is Settings.Text { Value: var written } ? written.Trim() : "";
        var parsed = PromQlSelector.Parse(text, out var reason);
        return parsed is null
            ? throw new OutsideException(
                new Fault(FaultKind.Refused, $"{ForeignText.Quoted(text)} is no bare selector: {reason}")
            )
            : new Selector(text, parsed.Matchers is { } matchers ? [.. matchers] : null);
    }

    public Selector With(LabelMatcher condition)
    {
        var inner = Text.TrimEnd();
        var joint =
            !inner.EndsWith('}') ? $"{inner}{{{condition}}}"
            : inner[..^1].TrimEnd() is var open && open[^1] is '{' or ',' ? $"{open}{condition}}}"
            : $"{inner[..^1]},{condition}}}";
        return new Selector(joint, Matchers?.Add(condition));
    }

    /// <summary>
    /// The conditions that another selector has in addition to all conditions of this one; null if it is not narrower,
    /// or if one of them cannot be tested here.
    /// </summary>
    public ImmutableArray<LabelMatcher>? Beyond(Selector other)
    {
        if (Matchers is not { } mine || other.Matchers is not { } theirs)
        {
            return null;
        }

        var rest = theirs.ToList();
        return mine.All(rest.Remove) && rest.All(condition => condition.Test() is not null) ? [.. rest] : null;
    }

    /// <summary>
    /// One selector for two that differ in the value of one label, with the conditions that separate their series.
    /// </summary>
    public static (Selector Both, LabelMatcher One, LabelMatcher Other)? Join(Selector one, Selector other)
    {
        if (one.Matchers is not { } mine || other.Matchers is not { } theirs || mine.Length != theirs.Length)
        {
            return null;
        }

        var differing = Enumerable.Range(0, mine.Length).Where(at => mine[at] != theirs[at]).ToList();
        if (
            differing is not [var place]
            || mine[place] is not { Kind: MatchKind.Is } left
            || theirs[place] is not { Kind: MatchKind.Is } right
            || left.Label != right.Label
        )
        {
            return null;
        }

        var either = PromQlText.EscapePattern(left.Value) + "|" + PromQlText.EscapePattern(right.Value);
        var joined = mine.SetItem(place, new LabelMatcher(left.Label, MatchKind.Matches, either));
        return (new Selector("{" + string.Join(",", joined) + "}", joined), left, right);
    }
}
