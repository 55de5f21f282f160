using Rollouts.Analysis.Ticks;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>The number of the newest period that is whole.</summary>
internal sealed record CloudWatchValueAsked : Asked
{
    private const string Value = "value";

    public CloudWatchValueAsked(MetricQuestion.Value question)
        : this(question, Periods.OfArms(Value, question.Query).ToValueList()) { }

    private CloudWatchValueAsked(
        MetricQuestion.Value question,
        ValueList<KeyValuePair<string, CloudWatchQuery>> queries
    )
        : base(queries, Periods.OneOf(queries), question.From, question.To) { }

    public override Reading Read(Func<string, Series?> series, Instant end)
    {
        var newest = end - Period;
        return new Reading.Values(Until(end), Of(Arm.Candidate), Of(Arm.Baseline));

        double Of(Arm arm) => series(Value + arm)?[newest] ?? double.NaN;
    }
}
