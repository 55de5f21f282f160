using Rollouts.Analysis;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Timeline;

namespace Rollouts.Api.Rollouts;

/// <summary>Explains why a rollout does not move on.</summary>
internal static class Insights
{
    /// <param name="ending">The end of the rollout; null if it has not ended.</param>
    public static RolloutInsight Of(Rollout state, Ending? ending)
    {
        var due = DesiredState.Of(state, state.LastAt).Deadline;
        return new RolloutInsight(StatusSummary.Of(state), Because(state, ending).ToValueList(), due?.ToString());
    }

    private static IEnumerable<string> Because(Rollout state, Ending? ending)
    {
        if (state.Status is Status.Final)
        {
            return [ending?.Say(state) ?? $"it has ended: {state.Status.Name}"];
        }

        return Standstill
            .Of(state)
            .Concat(state.Targets.Select(Trouble).OfType<string>())
            .Concat(state.Checks.Where(guard => guard.Outcome != CheckOutcome.Healthy).Select(Say));
    }

    private static string? Trouble(TargetState target) =>
        target.Failure is { } trouble ? $"target '{target.Name}' is in trouble: {trouble.Error}"
        : target.Observed?.Traffic.Candidate is { } seen && seen != target.Aim.Candidate
            ? $"target '{target.Name}' shows {seen} for the new version, and {target.Aim.Candidate} is wanted"
        : null;

    private static string Say(CheckRun guard)
    {
        var on = guard.Target is { } target ? $" on {target}" : "";
        var sentence = guard.Evidence?.Sentence is { } found ? $": {found}" : "";
        return $"check '{guard.Check.Name}'{on} says {guard.Outcome} since {guard.Since}{sentence}";
    }
}
