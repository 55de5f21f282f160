using Rollouts.Domain.Analysis;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Stories;
using Rollouts.Domain.Rollouts.Wants;

namespace Rollouts.Api.Rollouts;

/// <summary>Answers "why is it standing still?" of a state.</summary>
internal static class Insights
{
    public static Insight Of(Rollout state)
    {
        var due = Desired.Of(state, state.LastAt).Due;
        return new Insight(Story.Where(state), Because(state).ToValueList(), due?.ToString());
    }

    private static IEnumerable<string> Because(Rollout state)
    {
        if (state.Status is Status.Final)
        {
            return [$"it has ended: {state.Status.Name}"];
        }

        return Standstill
            .Of(state)
            .Concat(state.Targets.Select(Trouble).OfType<string>())
            .Concat(state.Guards.Where(guard => guard.Standing != Standing.Healthy).Select(Say));
    }

    private static string? Trouble(TargetState target) =>
        target.Trouble is { } trouble ? $"target '{target.Name}' is in trouble: {trouble.Error}"
        : target.Observed?.Traffic.Candidate is { } seen && seen != target.Aim.Candidate
            ? $"target '{target.Name}' shows {seen} for the new version, and {target.Aim.Candidate} is wanted"
        : null;

    private static string Say(Guard guard)
    {
        var on = guard.Target is { } target ? $" on {target}" : "";
        var sentence = guard.Evidence?.Sentence is { } found ? $": {found}" : "";
        return $"check '{guard.Check.Name}'{on} says {guard.Standing} since {guard.Since}{sentence}";
    }
}
