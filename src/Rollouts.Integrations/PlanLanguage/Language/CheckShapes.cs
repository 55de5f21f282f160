using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>The full form of checks. The short forms are in <see cref="ShortChecks"/>.</summary>
internal sealed class CheckShapes
{
    public static readonly Shape<TroubleAction> Trouble = new ChoiceShape<TroubleAction>(
        ("hold", TroubleAction.Hold),
        ("rollBack", TroubleAction.RollBack),
        ("ignore", TroubleAction.Ignore)
    );

    private const int LongestLabel = 64;

    private static readonly TextShape<string> Label = new(
        "plan.bad-label",
        $"the name of a label: letters, digits and '_', not a digit first, at most {LongestLabel}",
        @"^[A-Za-z_][A-Za-z0-9_]{0,63}$",
        TryLabel
    );

    private readonly Shape<Query> _query;

    public CheckShapes(Shape<Query> query)
    {
        _query = query;
        Shape = new ByKindShape<ValueList<WrittenCheck>>(
            "a check: { successRate: ... }, { latency: ... }, or in full { name, source, counts, judge }",
            (node => Has(node, "successRate"), ShortChecks.SuccessRate),
            (node => Has(node, "latency"), ShortChecks.Latency),
            (_ => true, Full().Into(ValueList<WrittenCheck> (check) => [new WrittenCheck(check, NeedsBaseline: false)]))
        );
    }

    public Shape<ValueList<WrittenCheck>> Shape { get; }

    private static bool TryLabel(string text, [MaybeNullWhen(false)] out string label)
    {
        label = text;
        return text.Length is > 0 and <= LongestLabel
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            && !char.IsAsciiDigit(text[0]);
    }

    private static bool Has(Node node, string key) => node is Mapping map && map.Find(key) is not null;

    private MapShape<Check> Full()
    {
        var name = Key.Required("name", NameWords.Check, "What it is called, in the dashboard and the audit log.");
        var source = Key.MaybeValue(
            "source",
            NameWords.Connection,
            "The metric source; the installation's default where it is left out."
        );
        var counts = Key.Maybe("counts", Counts(), "Raw counters of all requests and of the bad ones.");
        var histogram = Key.Maybe("histogram", Histogram(), "The buckets of a latency histogram.");
        var query = Key.Maybe("query", _query.Into(Subject (asked) => new Subject.Value(asked)), "One number.");
        var of = Key.Maybe(
            "of",
            NameWords.Check.Into(Subject (lender) => new Subject.CountsOf(lender)),
            "Another check, whose counts this one judges too."
        );
        var judge = Key.Required("judge", JudgeShapes.Judge, "How the numbers become a verdict.");
        var every = Key.Optional(
            "every",
            TimeWords.Second,
            PlanDefaults.CheckEvery,
            "How often to look; raised to the pace of the source where that is slower."
        );
        var warmUp = Key.Optional(
            "warmUp",
            TimeWords.Span,
            TimeSpan.Zero,
            "How long after the first shift nothing is judged."
        );
        var dryRun = Key.Optional("dryRun", TextWords.Flag, otherwise: false, "Judged and shown, never acted on.");
        var onBreach = Key.Optional("onBreach", Breach(), BreachAction.RollBack, "What a breach does.");
        var onNoData = Key.Optional(
            "onNoData",
            Policy(PlanDefaults.OnNoData),
            PlanDefaults.OnNoData,
            "What silence does, and after how long."
        );
        var onFailure = Key.Optional(
            "onSourceFailure",
            Policy(PlanDefaults.OnSourceFailure),
            PlanDefaults.OnSourceFailure,
            "What an unreachable source does, and after how long."
        );
        var onUndecided = Key.MaybeValue(
            "onUndecided",
            Trouble,
            "What this check does when a verify runs out of time; the verify decides where it is left out."
        );
        var from = Key.MaybeValue("from", NameWords.Step, "The step with which it begins to watch.");
        var until = Key.MaybeValue("until", NameWords.Step, "The last step that it watches, to its end.");
        return new(
            "check",
            "a check",
            [
                name,
                source,
                counts,
                histogram,
                query,
                of,
                judge,
                every,
                warmUp,
                dryRun,
                onBreach,
                onNoData,
                onFailure,
                onUndecided,
                from,
                until,
            ],
            values => new Check
            {
                Name = values.Get(name),
                Source = values.Get(source),
                Subject = (values.Get(counts) ?? values.Get(histogram) ?? values.Get(query) ?? values.Get(of))!,
                Judge = values.Get(judge),
                Every = values.Get(every),
                WarmUp = values.Get(warmUp),
                DryRun = values.Get(dryRun),
                OnBreach = values.Get(onBreach),
                OnNoData = values.Get(onNoData),
                OnSourceFailure = values.Get(onFailure),
                OnUndecided = values.Get(onUndecided),
                From = values.Get(from),
                Until = values.Get(until),
                At = values.At,
            }
        )
        {
            ExactlyOneOf = [counts, histogram, query, of],
        };
    }

    public static ChoiceShape<BreachAction> Breach() =>
        new(("rollBack", BreachAction.RollBack), ("hold", BreachAction.Hold));

    private static ByKindShape<TroublePolicy> Policy(TroublePolicy otherwise)
    {
        var action = Key.Required("do", Trouble, "What to do.");
        var after = Key.Optional("after", TimeWords.Second, otherwise.After, "After how long.");
        return new(
            "hold, rollBack or ignore, or { do: hold, after: 5m }",
            (node => node is not Mapping, Trouble.Into(chosen => otherwise with { Action = chosen })),
            (
                _ => true,
                new MapShape<TroublePolicy>(
                    "trouble",
                    "what to do in trouble",
                    [action, after],
                    values => new TroublePolicy(values.Get(action), values.Get(after))
                )
            )
        );
    }

    private MapShape<Subject> Counts()
    {
        var total = Key.Required("total", _query, "The counter of all requests.");
        var bad = Key.Required(
            "bad",
            _query,
            "The counter of the bad ones; more matchers on the same counter save a query."
        );
        var by = Key.Maybe(
            "by",
            Label,
            "A label of the counters, such as the endpoint: a fault of one of its values is found too."
        );
        return new(
            "counts",
            "counts",
            [total, bad, by],
            values => new Subject.Counts(values.Get(total), values.Get(bad), values.Get(by))
        );
    }

    private ByKindShape<Subject> Histogram()
    {
        var buckets = Key.Required("buckets", _query, "The histogram's buckets.");
        var unit = Key.Optional(
            "unit",
            new ChoiceShape<LatencyUnit>(("s", LatencyUnit.Seconds), ("ms", LatencyUnit.Milliseconds)),
            LatencyUnit.Seconds,
            "The unit of the bucket edges: s, unless told otherwise, or ms."
        );
        return new(
            "a histogram: its buckets, or { buckets, unit }",
            (
                node => node is not Mapping,
                _query.Into(Subject (asked) => new Subject.Histogram(asked, LatencyUnit.Seconds))
            ),
            (
                _ => true,
                new MapShape<Subject>(
                    "histogram",
                    "a histogram",
                    [buckets, unit],
                    values => new Subject.Histogram(values.Get(buckets), values.Get(unit))
                )
            )
        );
    }
}
