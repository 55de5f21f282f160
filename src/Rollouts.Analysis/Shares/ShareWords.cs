using System.Globalization;

namespace Rollouts.Analysis.Shares;

/// <summary>The sentences of the share verdict.</summary>
internal static class ShareWords
{
    public static string Say(CheckOutcome outcome, Weight? asked, ShareTotals got) =>
        outcome switch
        {
            CheckOutcome.SourceFailed => "the source does not answer",
            CheckOutcome.NoData => "the route has had no requests to judge",
            CheckOutcome.NotApplicable =>
                "the share is not judged at 0 %, at 100 %, during a shift, and during a header route or a mirror",
            _ when asked is null || got.All == 0 => "the share is not judged yet",
            _ => Compared(asked.Value, got),
        };

    private static string Compared(Weight asked, ShareTotals got) =>
        $"asked {Percent((double)asked.BasisPoints / Weight.All)}, got {Percent(got.Share)} "
        + $"({JudgeText.Count(got.Candidate)} of {JudgeText.Count(got.All)}) over {Time(got.Time)}";

    /// <summary>A digit more than the other judges show, because the difference is what counts here.</summary>
    private static string Percent(double share) =>
        (share * 100).ToString(share >= 0.01 ? "0.#" : "0.##", CultureInfo.InvariantCulture) + " %";

    private static string Time(TimeSpan time)
    {
        var seconds = (long)Math.Round(time.TotalSeconds);
        var (minutes, rest) = (seconds / 60, seconds % 60);
        return minutes == 0 ? $"{rest} s"
            : rest == 0 ? $"{minutes} min"
            : $"{minutes} min {rest} s";
    }
}
