using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics.WellKnown;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>The short forms of checks, for small plans. <c>explain</c> shows their full forms.</summary>
internal static class ShortChecks
{
    public static readonly Shape<ValueList<WrittenCheck>> SuccessRate = new OneKeyShape<ValueList<WrittenCheck>>(
        "successRateCheck",
        "a check",
        new OneKeyShape<ValueList<WrittenCheck>>.Choice(
            "successRate",
            SuccessRateShape(),
            "The router's own counts: no worse than the baseline, and never below a limit."
        )
    );

    public static readonly Shape<ValueList<WrittenCheck>> Latency = new OneKeyShape<ValueList<WrittenCheck>>(
        "latencyCheck",
        "a check",
        new OneKeyShape<ValueList<WrittenCheck>>.Choice(
            "latency",
            LatencyShape(),
            "The router's own histogram: no more than the given share of requests is slower."
        )
    );

    private static MapShape<ValueList<WrittenCheck>> SuccessRateShape()
    {
        var atLeast = Key.Required("atLeast", NumberWords.Percentage, "The share of requests that must succeed.");
        var common = new Common();
        return new(
            "successRate",
            "a success rate",
            [atLeast, .. common.Keys, common.Of],
            values =>
                [
                    new WrittenCheck(
                        common.Check(
                            values,
                            "successRate",
                            common.Counts(values),
                            new Judge.Sequential(new Reference.AtMost(values.Get(atLeast).Rest), null)
                        ),
                        NeedsBaseline: false
                    ),
                    new WrittenCheck(
                        common.Check(
                            values,
                            "successRate-vs-baseline",
                            common.Counts(values),
                            new Judge.Sequential(
                                new Reference.Baseline(PlanDefaults.TolerateRatio, PlanDefaults.AtLeastExcess),
                                null
                            )
                        ),
                        NeedsBaseline: true
                    ),
                ]
        );
    }

    private static MapShape<ValueList<WrittenCheck>> LatencyShape()
    {
        var percentiles = new (string Name, decimal Percent)[]
        {
            ("p50", 50),
            ("p90", 90),
            ("p95", 95),
            ("p99", 99),
            ("p999", 99.9m),
        }
            .Select(percentile =>
                (
                    percentile.Percent,
                    Key: Key.MaybeValue(
                        percentile.Name,
                        TimeWords.Millisecond,
                        $"{percentile.Percent} % of the requests are at most this slow."
                    )
                )
            )
            .ToList();
        var common = new Common();
        return new(
            "latency",
            "a latency",
            [.. percentiles.Select(percentile => percentile.Key), .. common.Keys, common.OfWithLatency],
            values =>
            {
                var given = percentiles.Where(percentile => values.Get(percentile.Key) is not null).ToList();
                if (given.Count == 0)
                {
                    values.Refuse("plan.missing-key", "a latency needs a percentile, as in 'p99: 500ms'");
                }

                return given
                    .Select(percentile => new WrittenCheck(
                        common.Check(
                            values,
                            "latency-" + percentile.Key.Name,
                            common.Latency(values),
                            new Judge.Sequential(
                                new Reference.AtMost(Proportion.Percent(percentile.Percent).Rest),
                                values.Get(percentile.Key)
                            )
                        ),
                        NeedsBaseline: false
                    ))
                    .ToValueList();
            }
        );
    }

    /// <summary>The keys that every short form has.</summary>
    private sealed class Common
    {
        private readonly Key<ConnectionName?> _source = Key.MaybeValue(
            "source",
            NameWords.Connection,
            "The metric source; the installation's default where it is left out."
        );

        private readonly Key<TimeSpan> _every = Key.Optional(
            "every",
            TimeWords.Second,
            PlanDefaults.CheckEvery,
            "How often to look."
        );

        private readonly Key<BreachAction> _onBreach = Key.Optional(
            "onBreach",
            CheckShapes.Breach(),
            BreachAction.RollBack,
            "What a breach does."
        );

        public IEnumerable<Key> Keys => [_source, _every, _onBreach];

        public Key<int?> Of { get; } = OfKey(WellKnownMetrics.All);

        public Key<int?> OfWithLatency { get; } =
            OfKey(WellKnownMetrics.All.Where(metrics => metrics.Latency is not null));

        public Subject Counts(KeyValues values) =>
            values.Get(Of) is { } place ? WellKnownMetrics.All[place].Counts : new Subject.RouterCounts();

        public Subject Latency(KeyValues values) =>
            values.Get(OfWithLatency) is { } place ? WellKnownMetrics.All[place].Latency! : new Subject.RouterLatency();

        private static Key<int?> OfKey(IEnumerable<WellKnownMetrics> known) =>
            Key.MaybeValue(
                "of",
                new ChoiceShape<int>([
                    .. known.Select(metrics => (metrics.Name, WellKnownMetrics.All.ToList().IndexOf(metrics))),
                ]),
                "Whose metrics: those of a mesh, a balancer or a library; the router's own where it is left out."
            );

        public Check Check(KeyValues values, string name, Subject subject, Judge judge) =>
            new()
            {
                Name = new CheckName(name),
                Source = values.Get(_source),
                Subject = subject,
                Judge = judge,
                Every = values.Get(_every),
                OnBreach = values.Get(_onBreach),
                At = values.At,
            };
    }
}
