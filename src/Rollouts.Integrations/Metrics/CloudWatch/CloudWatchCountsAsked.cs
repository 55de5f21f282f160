using System.Collections.Immutable;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>
/// Sums of all requests and of the bad ones. CloudWatch has no series if nothing happened. Without bad requests their
/// number is 0 if there were requests at all. Without any requests there is no evidence.
/// </summary>
internal sealed record CloudWatchCountsAsked : Asked
{
    private const string Total = "total";
    private const string Bad = "bad";

    public CloudWatchCountsAsked(MetricQuestion.Counts question)
        : this(question, Parts(question)) { }

    private CloudWatchCountsAsked(
        MetricQuestion.Counts question,
        ValueList<KeyValuePair<string, CloudWatchQuery>> queries
    )
        : base(queries, Periods.OneOf(queries), question.From, question.To) { }

    public override Reading Read(Func<string, Series?> series, Instant end)
    {
        var counted = ImmutableArray.CreateBuilder<Period>();
        foreach (var begin in PeriodsUntil(end))
        {
            var parts = new[] { Arm.Candidate, Arm.Baseline }
                .Where(arm => series(Total + arm)?[begin] is not null)
                .SelectMany(arm => new[] { series(Total + arm)?[begin], series(Bad + arm)?[begin] });
            if (parts.Any(number => number is { } count && !CounterSample.CanShow(count)))
            {
                counted.Add(new Period(begin, begin + Period, default, default, IsUnusable: true));
                continue;
            }

            var candidate = Of(Arm.Candidate, begin);
            var baseline = Of(Arm.Baseline, begin);
            if (candidate is not null || baseline is not null)
            {
                counted.Add(new Period(begin, begin + Period, candidate ?? default, baseline ?? default));
            }
        }

        return new Reading.Periods(counted.ToImmutable(), Until(end));

        ArmIncrement? Of(Arm arm, Instant begin)
        {
            if (series(Total + arm)?[begin] is not { } total)
            {
                return null;
            }

            // Two series of one router are not written at the same time. A failed request was a request, so the total
            // is at least as high.
            var bad = (long)Math.Round(series(Bad + arm)?[begin] ?? 0);
            var all = Math.Max((long)Math.Round(total), bad);
            return new ArmIncrement(all, bad);
        }
    }

    private static ValueList<KeyValuePair<string, CloudWatchQuery>> Parts(MetricQuestion.Counts question) =>
        [.. Periods.OfArms(Total, question.Total), .. Periods.OfArms(Bad, question.Bad)];
}
