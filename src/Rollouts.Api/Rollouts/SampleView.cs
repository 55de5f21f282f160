using Rollouts.Analysis.Ticks;

namespace Rollouts.Api.Rollouts;

/// <summary>
/// One answer of a source: the requests of both versions in one interval, each counted once, or the values of both
/// versions for checks of a value. Fields of the other kind are left out.
/// </summary>
internal sealed record SampleView(long Number, string From, string To)
{
    public long? Candidate { get; init; }

    public long? CandidateBad { get; init; }

    public long? Baseline { get; init; }

    public long? BaselineBad { get; init; }

    /// <summary>The same requests by the value of a label; left out if the check judges by none.</summary>
    public IReadOnlyList<LabelView>? Labels { get; init; }

    /// <summary>Left out where the source had no value, and where it is not a finite number.</summary>
    public double? CandidateValue { get; init; }

    public double? BaselineValue { get; init; }

    public static SampleView Of(Tick tick)
    {
        var view = new SampleView(tick.Number, tick.From.ToString(), tick.To.ToString());
        return tick switch
        {
            CountTick counts => view with
            {
                Candidate = counts.Candidate.Requests,
                CandidateBad = counts.Candidate.Bad,
                Baseline = counts.Baseline.Requests,
                BaselineBad = counts.Baseline.Bad,
                Labels = counts.Labels.IsEmpty ? null : [.. counts.Labels.Select(LabelView.Of)],
            },
            ValueTick values => view with
            {
                CandidateValue = Finite(values.Candidate),
                BaselineValue = Finite(values.Baseline),
            },
            _ => view,
        };
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
