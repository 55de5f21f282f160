using Rollouts.Api.Dashboard.Charts;
using Rollouts.Api.Rollouts;
using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts.Commands;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>
/// The actions that a caller can take on a rollout. Each command is decided on the current state without being stored:
/// its changes are the shown effect, and its refusal says what is missing. So no rule is repeated here.
/// </summary>
internal static class RolloutActions
{
    /// <summary>A key that no stored command has.</summary>
    private const string Trial = "trial";

    private static readonly (CommandRoute Route, string Label, string Class)[] Shown =
    [
        (CommandRoute.For<ApproveRollout>(), "Approve", "primary"),
        (CommandRoute.For<RejectRollout>(), "Reject", "danger"),
        (CommandRoute.For<RollBackRollout>(), "Roll back", "danger"),
        (CommandRoute.For<PauseRollout>(), "Pause", ""),
        (CommandRoute.For<ResumeRollout>(), "Resume", ""),
        (CommandRoute.For<SkipStep>(), "Skip the wait", ""),
        (CommandRoute.For<PromoteRollout>(), "Promote", ""),
        (CommandRoute.For<RetryRollout>(), "Retry", ""),
        (CommandRoute.For<ConfirmRollout>(), "Confirm after restore", ""),
        (CommandRoute.For<AbandonRollout>(), "Abandon", "danger"),
    ];

    public static IReadOnlyList<ActionView> Of(Rollout state, Caller caller, PageClock clock)
    {
        var context = new RequestContext(caller, Trial, new RequestSource(Trial, Trial));
        return
        [
            .. Shown
                .Select(shown => new Choice(
                    shown.Route,
                    shown.Label,
                    shown.Class,
                    shown.Route.Make(context, state.Spec.Id, InputOn(state))
                ))
                .Where(choice => IsRelevant(state, choice.Request))
                .Select(choice => Of(state, caller, clock, choice)),
        ];
    }

    // The form of a rollback asks for the confirmation, so the trial has it.
    private static CommandInput InputOn(Rollout state) =>
        new(Trial, state.Position) { PastPointOfNoReturn = state.PassedPoint is not null };

    // Actions that are seldom useful are left out.
    private static bool IsRelevant(Rollout state, RolloutRequest request) =>
        request switch
        {
            AbandonRollout => state.Status is Status.RollingBack or Status.Observing,
            // Another controller moves the weights of an observed rollout.
            _ when state.Spec.Observes => false,
            ApproveRollout or RejectRollout => state.Instruction is Domain.Plans.Courses.Instruction.Approve
                && state.IsUnderWay,
            ConfirmRollout => state.Hold is not null,
            ResumeRollout => state.Status is Status.Paused,
            PauseRollout => state.Status is not Status.Paused and not Status.Final,
            SkipStep or PromoteRollout => !state.IsFinal,
            RetryRollout => state.IsFinal,
            _ => !state.IsFinal || state.Status is Status.Succeeded,
        };

    private static ActionView Of(Rollout state, Caller caller, PageClock clock, Choice shown)
    {
        if (Missing(state, caller, UseCaseDeclaration.Of(shown.Route.Request).Permission!.Value) is { } missing)
        {
            return Refused(shown, missing);
        }

        return shown.Request switch
        {
            RetryRollout => Opens(state, shown, clock),
            RollBackRollout when state.IsFinal => Confirmed(state, Opens(state, shown, clock)),
            RollBackRollout back => Confirmed(state, Decided(state, back.Command, shown, clock)),
            PlacedRequest placed => Decided(state, placed.CommandAt(state.Position, state), shown, clock),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static ActionView Confirmed(Rollout state, ActionView action) =>
        state.PassedPoint is { } point && action.IsOffered
            ? action with
            {
                Confirm =
                    $"It has passed its point of no return ({point.Because}). Go back to {RolloutWords.Before(state)} "
                    + "all the same.",
            }
            : action;

    private static ActionView Decided(Rollout state, Command command, Choice shown, PageClock clock) =>
        Decider.Decide(state, command, clock.Now) switch
        {
            Decision.Refused { Why: var why } => Refused(shown, RolloutWords.Sentence(why.Message)),
            Decision.Accepted accepted => Offered(state, accepted.State, shown, clock),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string? Missing(Rollout state, Caller caller, Permission permission)
    {
        var (service, environment) = (state.Spec.Plan.Service, state.Spec.Plan.Environment);
        if (caller.For(permission) is { } entitled && entitled.Reaches(service, environment))
        {
            return null;
        }

        var roles = Enum.GetValues<Role>()
            .Where(role => Permissions.Has(role, permission))
            .Select(role => role.ToString().ToLowerInvariant());
        return $"Needs the role {string.Join(" or ", roles)} for {service} in {environment}. Administrators give "
            + "roles.";
    }

    private static ActionView Offered(Rollout before, Rollout after, Choice shown, PageClock clock)
    {
        var (from, to) = (Aim(before), Aim(after));
        List<FactView> facts =
        [
            new(
                "weight",
                from == to ? $"stays at {Words.Percent(from)}" : $"{Words.Percent(from)} to {Words.Percent(to)}",
                ""
            ),
            new(
                "step",
                RolloutWords.Step(before)
                    + (after.Position == before.Position ? "" : $", then {RolloutWords.Step(after)}"),
                ""
            ),
            new("state", after.Status == before.Status ? "unchanged" : $"becomes {ChipView.Of(after.Status).Text}", ""),
            new("decided on", $"{before.Position}, seen {clock.Time(clock.Now)}", ""),
        ];
        return new ActionView(
            shown.Verb,
            shown.Label,
            shown.Class,
            IsOffered: true,
            Effect(before, after, shown),
            $"{shown.Label}: {before.Spec.Plan.Service} {before.Spec.Version}?",
            facts,
            $"Keep {Words.Percent(from)}"
        );
    }

    private static ActionView Opens(Rollout state, Choice shown, PageClock clock) =>
        new(
            shown.Verb,
            shown.Label,
            shown.Class,
            IsOffered: true,
            shown.Request is RollBackRollout
                ? $"Opens a rollout that shifts all traffic back to {RolloutWords.Before(state)}."
                : "Starts the same version by the same plan, with fresh evidence and approvals.",
            $"{shown.Label}: {state.Spec.Plan.Service} {state.Spec.Version}?",
            [
                new("opens", "a new rollout", ""),
                new(
                    "version",
                    shown.Request is RollBackRollout ? RolloutWords.Before(state) : state.Spec.Version.Value,
                    ""
                ),
                new("decided on", $"{state.Position}, seen {clock.Time(clock.Now)}", ""),
            ],
            "Close"
        );

    private static ActionView Refused(Choice shown, string why) =>
        new(shown.Verb, shown.Label, shown.Class, IsOffered: false, why, "", [], "");

    private static string Effect(Rollout before, Rollout after, Choice shown)
    {
        var (from, to) = (Aim(before), Aim(after));
        return shown.Request switch
        {
            RollBackRollout when before.PassedPoint is not null =>
                $"Past the point of no return: {Words.Percent(from)} to {Words.Percent(to)} at once, "
                    + "after a confirmation.",
            RollBackRollout when before.Status is Status.Queued || from == to => "Takes it back; no traffic has moved.",
            PauseRollout => $"Stays at {Words.Percent(from)}; checks go on and can still take it back.",
            ApproveRollout when after.Position == before.Position =>
                $"One yes more; {RolloutWords.AfterThis(before)} follows when enough said it.",
            RejectRollout => after.Status is Status.Paused ? "Holds it for a person."
            : from == to ? "Takes it back; no traffic has moved."
            : $"{Words.Percent(from)} to {Words.Percent(to)}.",
            PromoteRollout => $"Ends every wait: {Words.Percent(from)} to 100\u00A0% without further proof.",
            _ when from != to => $"{Words.Percent(from)} to {Words.Percent(to)} at once.",
            SkipStep => $"Ends this wait; {RolloutWords.Step(after)} comes next.",
            ResumeRollout => $"Goes on at {Words.Percent(from)}.",
            _ => RolloutWords.Sentence(shown.Route.Summary),
        };
    }

    private static Weight Aim(Rollout state) =>
        state.Targets.Select(target => target.Aim.Candidate).DefaultIfEmpty(Weight.Zero).Max();

    /// <summary>A request that a page offers. It is made for the current position and not sent.</summary>
    private sealed record Choice(CommandRoute Route, string Label, string Class, RolloutRequest Request)
    {
        public string Verb => Route.Verb;
    }
}
