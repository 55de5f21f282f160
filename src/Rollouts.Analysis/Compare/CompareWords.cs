namespace Rollouts.Analysis.Compare;

/// <summary>Formats the sentences of a comparison.</summary>
internal static class CompareWords
{
    public static Evidence Explain(
        CompareSettings settings,
        CheckOutcome standing,
        Comparison? found,
        int candidate,
        int baseline
    )
    {
        bool hasRatio = found is { Shift: not null } && double.IsFinite(found.Deviation);
        return new Evidence
        {
            Sentence = Say(settings, standing, found, candidate, baseline),
            Now = found?.EstimatedShift is { } shift && double.IsFinite(shift) ? shift : null,
            Excess = hasRatio ? found!.Deviation - 1 : null,
            DecidedBy = found is null ? null : $"{candidate} values against {baseline}",
        };
    }

    private static string Say(
        CompareSettings settings,
        CheckOutcome standing,
        Comparison? found,
        int candidate,
        int baseline
    )
    {
        if (found is null)
        {
            return standing switch
            {
                CheckOutcome.NotApplicable => "only one version has traffic, so there is nothing to compare",
                CheckOutcome.NoData => "the source has no values to compare",
                CheckOutcome.SourceFailed => "the source does not answer",
                _ => $"{candidate} values of the candidate and {baseline} of the baseline so far, "
                    + $"{settings.LeastPoints} of each needed; compared once, at the end",
            };
        }

        string sure = $"sure to {JudgeText.Percent(settings.Confidence)}";
        return found.Classification switch
        {
            Classification.High => $"the candidate's values are higher{By(found)}, {sure}",
            Classification.Low => $"the candidate's values are lower{By(found)}, {sure}",
            Classification.Pass => "the candidate's values do not differ by more than tolerated",
            Classification.NoData or Classification.MissingRequiredData => "an arm has no values",
            Classification.TooFewPoints =>
                $"{candidate} values against {baseline} are too few to be {sure} of anything",
            Classification.Error => "the values could not be compared",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string By(Comparison found)
    {
        if (found is not { Shift: { } shift, EstimatedShift: { } estimate })
        {
            return "";
        }

        string range = $"{JudgeText.Number(shift.Low)} to {JudgeText.Number(shift.High)}";
        string ratio = double.IsFinite(found.Deviation)
            ? $", their mean {JudgeText.Number(found.Deviation)} times the baseline's"
            : "";
        return $" by about {JudgeText.Number(estimate)} ({range}){ratio}";
    }
}
