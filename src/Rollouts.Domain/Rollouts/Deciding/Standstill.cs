using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>Why a rollout does not go on at this moment, in sentences for people.</summary>
public static class Standstill
{
    public static IEnumerable<string> Of(Rollout state) =>
        state.Status switch
        {
            Status.Queued => StepReadiness.BeforeStart(state).Select(blocker => blocker.Say()),
            Status.Running => [.. Holds.Because(state) is { } held ? (string[])[held] : [], .. OfApprovals(state)],
            Status.Paused paused => [.. OfHold(state), $"it stands paused ({paused.Kind}) since {paused.Since}"],
            Status.Observing => [],
            Status.RollingBack when state.Hold is not null => OfHold(state),
            Status.RollingBack => state
                .Targets.Where(target => target.WasMoved && !target.IsThere)
                .Select(target => $"target '{target.Name}' does not show the old version alone yet"),
            Status.Final => [],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static IEnumerable<string> OfApprovals(Rollout state) =>
        state
            .Step.Voided.Select(voided => $"the approval of {voided.Person} does not count: {voided.Changed}")
            .Concat(
                state.Instruction is Instruction.Approve
                    ? state.PendingAhead.Select(ahead =>
                        $"the roles and groups of {ahead.By} are read before the approval counts that {ahead.By} gave "
                        + "ahead"
                    )
                    : []
            );

    private static IEnumerable<string> OfHold(Rollout state) =>
        state.Hold is { Kind: var kind } ? [new Blocker.StoreWentBack(kind).Say()] : [];
}
