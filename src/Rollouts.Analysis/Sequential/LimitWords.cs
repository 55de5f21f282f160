namespace Rollouts.Analysis.Sequential;

/// <summary>The one sentence of a check that holds counts against a limit.</summary>
internal static class LimitWords
{
    public static string Say(
        LimitSettings settings,
        CheckOutcome standing,
        ArmCount candidate,
        ArmCount baseline,
        bool isProof
    )
    {
        string verb = settings.Edge is { } edge ? $"is slower than {edge} in" : "fails";
        string rate =
            $"candidate {verb} {JudgeText.Rate(candidate, " of requests")}, limit {JudgeText.Percent(settings.Limit)}";
        return standing switch
        {
            CheckOutcome.Breach => $"{rate}; chance of a false alarm below {JudgeText.Chance(settings.FalseAlarm)}",
            CheckOutcome.SharedIncident => $"{rate}; the baseline breaks it too, {JudgeText.Rate(baseline)}",
            CheckOutcome.Healthy when isProof =>
                $"{rate}; it is below the limit, {RelativeWords.Sureness(settings.FalseHealthy)}",
            CheckOutcome.Healthy => $"{rate}; nothing speaks against the candidate",
            CheckOutcome.NoData => "the candidate has had no requests to judge",
            CheckOutcome.SourceFailed => "the source does not answer",
            _ => $"{rate}; not enough to tell",
        };
    }
}
