using Rollouts.Api.Dashboard.Charts;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Inputs;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The actions of an approver on steps that are still to come.</summary>
internal static class ApprovalActions
{
    /// <summary>A list with more steps is no list to choose from.</summary>
    private const int MostSteps = 40;

    private const string Trial = "trial";

    public static IEnumerable<ActionView> Of(Rollout state, Caller caller, PageClock clock)
    {
        if (
            caller.For(Permission.Approve) is not { } approver
            || !approver.Reaches(state.Spec.Plan.Service, state.Spec.Plan.Environment)
        )
        {
            yield break;
        }

        var open = Choices(state)
            .Where(choice => Accepts(state, caller, choice, clock))
            .Select(choice => new StepChoiceView(choice.ToString(), Say(state, choice)))
            .ToList();
        if (open.Count > 0)
        {
            yield return new ActionView(
                "approve-ahead",
                "Approve ahead",
                "",
                IsOffered: true,
                "Says yes to a later step. It counts if no required check is worse when the step is entered.",
                $"Approve a later step of {state.Spec.Plan.Service} {state.Spec.Version}?",
                [new("decided on", $"{state.Position}, seen {clock.Time(clock.Now)}", "")],
                "Close"
            )
            {
                Verb = "approve",
                Steps = open,
            };
        }

        var given = state
            .Ahead.Where(ahead => ahead.By.Id == caller.Actor.Id)
            .Select(ahead => new StepChoiceView(
                ahead.Of.ToString(),
                $"{Say(state, ahead.Of)}, valid until {clock.Short(ahead.ValidUntil)}"
            ))
            .ToList();
        if (given.Count > 0 && !state.IsFinal)
        {
            yield return new ActionView(
                "withdraw",
                "Withdraw approval",
                "",
                IsOffered: true,
                "Takes back an approval that you gave ahead.",
                $"Withdraw an approval of {state.Spec.Plan.Service} {state.Spec.Version}?",
                [],
                "Keep it"
            )
            {
                Steps = given,
            };
        }
    }

    private static IEnumerable<LaterStep> Choices(Rollout state)
    {
        var open = ApprovalsAhead.Open(state).Take(MostSteps).ToList();
        return open.Where(one => !one.Asked.Once && state.Spec.Waves > 1)
            .Select(one => one.Step with { Wave = null })
            .Distinct()
            .Concat(open.Select(one => one.Step));
    }

    private static bool Accepts(Rollout state, Caller caller, LaterStep step, PageClock clock) =>
        Decider.Decide(state, new Command.Approve(Trial, caller.Actor, Trial, state.Position, step), clock.Now)
        is Decision.Accepted;

    private static string Say(Rollout state, LaterStep step)
    {
        var where = step.Wave is { } wave
            ? state.Spec.Waves == 1
                ? ""
                : $" of wave {wave + 1}"
            : " of every wave";
        return $"step {step.Step + 1}{where}, before {RolloutWords.AfterStep(state, step.Step)}";
    }
}
