using Rollouts.Analysis.Ticks;

namespace Rollouts.Api.Rollouts;

/// <summary>
/// The requests with one value of the label by which a check judges. The empty value stands for all values that are not
/// told apart.
/// </summary>
internal sealed record LabelView(string Value, long Candidate, long CandidateBad, long Baseline, long BaselineBad)
{
    public static LabelView Of(LabelIncrement label) =>
        new(label.Value, label.Candidate.Requests, label.Candidate.Bad, label.Baseline.Requests, label.Baseline.Bad);
}
