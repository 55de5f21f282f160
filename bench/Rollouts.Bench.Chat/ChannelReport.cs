using System.Globalization;

namespace Rollouts.Bench.Chat;

/// <summary>What a channel showed of one run.</summary>
/// <param name="Approvals">From the event that asks for an approval to the message that shows it.</param>
/// <param name="WaysBack">From the event that begins a way back to the message that shows it.</param>
/// <param name="Messages">Messages of the channel, without replies in threads.</param>
/// <param name="Digests">How many of them are digests.</param>
/// <param name="Own">Releases that have a message of their own.</param>
/// <param name="Settled">From the last end of a release until the channel shows all as they are.</param>
/// <param name="TurnedAway">Calls that Slack refused because they came too fast.</param>
internal sealed record ChannelReport(
    IReadOnlyList<TimeSpan> Approvals,
    IReadOnlyList<TimeSpan> WaysBack,
    int Messages,
    int Digests,
    int Own,
    TimeSpan Settled,
    int TurnedAway,
    string Load
)
{
    public const string Heading =
        "| run | approvals shown: count, p50, p99, worst | ways back shown: count, p50, p99, worst | messages | "
        + "digests | releases with a message of their own | settled after the last end | turned away by Slack | load average |\n"
        + "|---|---|---|---|---|---|---|---|---|";

    public string Row(int run) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {run} | {Say(Approvals)} | {Say(WaysBack)} | {Messages} | {Digests} | {Own} | "
                + $"{Settled.TotalSeconds:0.0} s | {TurnedAway} | {Load} |"
        );

    private static string Say(IReadOnlyList<TimeSpan> spans)
    {
        var sorted = spans.Order().ToList();
        return sorted.Count == 0
            ? "none"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{sorted.Count}, {At(0.5):0.0} s, {At(0.99):0.0} s, {sorted[^1].TotalSeconds:0.0} s"
            );

        double At(double quantile) => sorted[(int)Math.Ceiling(quantile * sorted.Count) - 1].TotalSeconds;
    }
}
