namespace Rollouts.Domain.Analysis.Sequential;

/// <summary>The one sentence of a check that compares counts.</summary>
internal static class RelativeWords
{
    public static string Say(
        RelativeSettings settings,
        Standing standing,
        ArmCount candidate,
        ArmCount baseline,
        string verb,
        double? margin
    )
    {
        string rates = $"candidate {verb} {Words.Rate(candidate, " of requests")}, baseline {Words.Rate(baseline)}";
        return standing switch
        {
            Standing.Breach => $"{rates}; chance of a false alarm below {Words.Chance(settings.FalseAlarm)}",
            Standing.Healthy when margin is { } proven =>
                $"{rates}; an excess of {Words.Percent(proven)} is ruled out, {Sureness(settings.FalseHealthy)}",
            Standing.Healthy => $"{rates}; nothing speaks against the candidate",
            Standing.NoData => "the candidate has had no requests to judge",
            Standing.SourceFailed => "the source does not answer",
            Standing.AtRest => "only one version has traffic, so there is nothing to compare",
            _ => $"{rates}; not enough to tell",
        };
    }

    public static string Sureness(double doubt)
    {
        double of = Math.Round(1 / doubt);
        return $"{Words.Number(of - 1)} times in {Words.Number(of)}";
    }
}
