namespace Rollouts.Domain.Analysis.Sequential;

/// <summary>The one sentence of a check that holds counts against a limit.</summary>
internal static class LimitWords
{
    public static string Say(
        LimitSettings settings,
        Standing standing,
        ArmCount candidate,
        ArmCount baseline,
        bool isProof
    )
    {
        string verb = settings.Edge is { } edge ? $"is slower than {edge} in" : "fails";
        string rate =
            $"candidate {verb} {Words.Rate(candidate, " of requests")}, limit {Words.Percent(settings.Limit)}";
        return standing switch
        {
            Standing.Breach => $"{rate}; chance of a false alarm below {Words.Chance(settings.FalseAlarm)}",
            Standing.SharedIncident => $"{rate}; the baseline breaks it too, {Words.Rate(baseline)}",
            Standing.Healthy when isProof =>
                $"{rate}; it is below the limit, {RelativeWords.Sureness(settings.FalseHealthy)}",
            Standing.Healthy => $"{rate}; nothing speaks against the candidate",
            Standing.NoData => "the candidate has had no requests to judge",
            Standing.SourceFailed => "the source does not answer",
            _ => $"{rate}; not enough to tell",
        };
    }
}
