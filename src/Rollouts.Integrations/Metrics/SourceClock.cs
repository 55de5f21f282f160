using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics;

/// <summary>
/// Compares the clock of a source with the present of this process. A process with a wrong clock would query another
/// time range and judge the traffic of that range.
/// </summary>
public static class SourceClock
{
    /// <summary>More than a call takes, and less than would show a check the time before a shift for long.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromSeconds(60);

    /// <param name="served">The time in the answer; null if the answer has none.</param>
    /// <param name="present">The present of this process; null if it does not matter.</param>
    public static Fault? Compare(DateTimeOffset? served, Instant? present, string whom)
    {
        if (served is not { } at || present is not { } now)
        {
            return null;
        }

        var ahead = Instant.From(at) - now;
        return ahead.Duration() <= Tolerance
            ? null
            : new Fault(
                FaultKind.Unusable,
                $"the clock of {whom} is {Spans.Say(Whole(ahead.Duration()))} "
                    + (ahead > TimeSpan.Zero ? "ahead of" : "behind")
                    + " the time of this installation, so its answer is not used; compare the clocks of both machines "
                    + "and of the database"
            );
    }

    private static TimeSpan Whole(TimeSpan span) => TimeSpan.FromSeconds(Math.Round(span.TotalSeconds));
}
