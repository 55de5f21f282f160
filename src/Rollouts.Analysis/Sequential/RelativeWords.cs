using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Sequential;

/// <summary>The one sentence of a check that compares counts.</summary>
internal static class RelativeWords
{
    public static string Say(
        RelativeSettings settings,
        CheckOutcome standing,
        ArmCount candidate,
        ArmCount baseline,
        string verb,
        double? margin
    )
    {
        string rates =
            $"candidate {verb} {JudgeText.Rate(candidate, " of requests")}, baseline {JudgeText.Rate(baseline)}";
        return standing switch
        {
            CheckOutcome.Breach => $"{rates}; chance of a false alarm below {JudgeText.Chance(settings.FalseAlarm)}",
            CheckOutcome.Healthy when margin is { } proven =>
                $"{rates}; an excess of {JudgeText.Percent(proven)} is ruled out, {Sureness(settings.FalseHealthy)}",
            CheckOutcome.Healthy => $"{rates}; nothing speaks against the candidate",
            CheckOutcome.NoData => "the candidate has had no requests to judge",
            CheckOutcome.SourceFailed => "the source does not answer",
            CheckOutcome.NotApplicable => "only one version has traffic, so there is nothing to compare",
            _ => $"{rates}; not enough to tell",
        };
    }

    /// <summary>The value of the label that the counts are of, as the begin of a sentence.</summary>
    public static string Place(RelativeSettings settings, LabelLane lane) =>
        lane.Value == LabelValues.Rest ? $"other values of {settings.By}: " : $"{settings.By} {lane.Value}: ";

    /// <summary>Why a fault of one value may go unseen, as the end of a sentence.</summary>
    public static string Shared(RelativeSettings settings) =>
        $"; most requests have a {settings.By} that is not told apart";

    public static string Sureness(double doubt)
    {
        double of = Math.Round(1 / doubt);
        return $"{JudgeText.Number(of - 1)} times in {JudgeText.Number(of)}";
    }
}
