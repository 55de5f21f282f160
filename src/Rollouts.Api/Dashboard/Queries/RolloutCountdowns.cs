using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The next changes that happen by time, and when.</summary>
internal static class RolloutCountdowns
{
    private const int Most = 2;

    public static IReadOnlyList<CountdownView> Of(RolloutHistory history, List<CheckSamples> samples) =>
        [.. All(history, samples).Take(Most)];

    private static IEnumerable<CountdownView> All(RolloutHistory history, List<CheckSamples> samples)
    {
        var state = history.State;
        if (state.Status is not (Status.Queued or Status.Running or Status.Paused))
        {
            yield break;
        }

        if (state.Status is Status.Running && Breach(samples) is { } breach)
        {
            yield return breach;
        }

        var earliest = Earliest(state);
        if (earliest is { } at)
        {
            yield return new CountdownView("", "clock", $"{RolloutWords.AfterThis(state)} in", at, "at the earliest");
        }

        // The same time is shown once: a verify step also has a latest end.
        if (Latest(state) is { } due && due != earliest)
        {
            yield return new CountdownView("", "clock", Label(state), due, Note(state));
        }
    }

    private static CountdownView? Breach(List<CheckSamples> samples)
    {
        foreach (var one in samples.Where(one => one.Check.Counts))
        {
            if (Forecast.Of(one.Points, point => point.Breach) is { } forecast)
            {
                return new CountdownView(
                    "c-rise",
                    "rise",
                    $"breach of {one.Check.Check.Name} in",
                    forecast.At,
                    "if it goes on"
                );
            }
        }

        return null;
    }

    // A wait with a shortest duration ends then, unless a blocker exists.
    private static Instant? Earliest(Rollout state) =>
        state.Status is Status.Running
        && state.Instruction.Shortest > TimeSpan.Zero
        && state.Step.RunsFrom is { } from
        && from + (state.Instruction.Shortest - state.Step.Ran) is var at
        && at > state.LastAt
            ? at
            : null;

    private static Instant? Latest(Rollout state) =>
        state.Status is Status.Running && state.Instruction is Instruction.Verify verify
            ? state.Step.DeadlineFrom + verify.AtMost
            : DesiredState.Of(state, state.LastAt).Deadline;

    private static string Label(Rollout state) =>
        state switch
        {
            { Status: Status.Queued } => "cancelled in",
            { Status: Status.Paused, PassedPoint: not null } => "people are told again in",
            { Status: Status.Paused } => "goes back in",
            { Instruction: Instruction.Approve { Otherwise: TimeOutAction.RollBack }, PassedPoint: null } =>
                "without an answer, back in",
            { Instruction: Instruction.Approve or Instruction.Gate } => "answer due in",
            { Instruction: Instruction.Verify } => "undecided in",
            _ => "next deadline in",
        };

    private static string Note(Rollout state) =>
        state switch
        {
            { Status: Status.Queued } => "unless it starts",
            { Status: Status.Paused } => "unless a person acts",
            _ => "at the latest",
        };
}
