using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Desired;

/// <summary>Says why a rollout went back, when, and what it cost.</summary>
public static class RollbackText
{
    /// <summary>Empty for a rollout that did not go back.</summary>
    public static string Of(Rollout state) =>
        state.WentBackFor is not { } cause
            ? ""
            : $": {cause.Because.TrimEnd('.')}. It was decided at {cause.At}"
                + (state.BeganAt is { } began ? $", {Spans.Say(Seconds(cause.At - began))} after the start" : "")
                + (state.Status is Status.Final final ? $", and took {Spans.Say(Seconds(final.At - cause.At))}" : "")
                + (
                    cause.FailedAboveBaseline is { } failed
                        ? $"; {Math.Round(failed):0} requests failed above the rate of the old version"
                        : ""
                );

    private static TimeSpan Seconds(TimeSpan span) => TimeSpan.FromSeconds(Math.Max(0, Math.Round(span.TotalSeconds)));
}
