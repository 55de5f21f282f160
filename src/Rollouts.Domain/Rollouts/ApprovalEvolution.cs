using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>Applies the events of approvals.</summary>
internal static class ApprovalEvolution
{
    public static Rollout Approved(Rollout state, RolloutEvent.Approved approved, RecordedEvent recorded) =>
        state with
        {
            Step = state.Step with { Yeses = state.Step.Yeses.Add(recorded.By) },
            Moves = MoveEvolution.Remember(state, "it was approved", recorded),
            Ahead = state
                .Ahead.Select(ahead =>
                    ahead.By.Id == recorded.By.Id && ahead.Of.Includes(approved.Position)
                        ? ahead with
                        {
                            EffectiveIn = approved.Position.Wave,
                        }
                        : ahead
                )
                // One that is for a single wave is used up.
                .Where(ahead => ahead.EffectiveIn is null || ahead.Of.Wave is null)
                .ToValueList(),
        };

    /// <summary>After a rejection everyone is asked anew, and no approval from before speaks for the step.</summary>
    public static Rollout Rejected(Rollout state, RolloutEvent.Rejected rejected) =>
        state with
        {
            Step = state.Step with { Yeses = [] },
            Ahead = state.Ahead.Where(ahead => !ahead.Of.Includes(rejected.Position)).ToValueList(),
            // A promotion from before would answer the step again.
            PromotedBy = null,
        };

    public static Rollout Given(Rollout state, RolloutEvent.ApprovedAhead given, RecordedEvent recorded) =>
        state with
        {
            Ahead = Without(state, recorded.By.Id, given.Step)
                .Add(
                    new ApprovalAhead(
                        recorded.By,
                        given.Step,
                        recorded.At,
                        given.ValidUntil,
                        recorded.Reason,
                        given.Basis
                    )
                ),
        };

    public static Rollout Withdrawn(Rollout state, RolloutEvent.ApprovalWithdrawn withdrawn, RecordedEvent recorded) =>
        state with
        {
            Ahead = Without(state, recorded.By.Id, withdrawn.Step),
            PromotedBy = WithoutPromotion(state, recorded.By.Id),
        };

    public static Rollout Voided(Rollout state, RolloutEvent.ApprovalVoided voided, RecordedEvent recorded) =>
        state with
        {
            Step = state.Step with
            {
                Yeses = state.Step.Yeses.Where(by => by.Id != voided.Of).ToValueList(),
                Voided = state.Step.Voided.Add(
                    new VoidedApproval(voided.Of, voided.Person, voided.Reason, recorded.Reason)
                ),
            },
            Ahead = state
                .Ahead.Where(ahead => ahead.By.Id != voided.Of || !ahead.Of.Includes(voided.Position))
                .ToValueList(),
            PromotedBy = WithoutPromotion(state, voided.Of),
        };

    /// <summary>The promotion of a person whose approval does not count must not give it in another way.</summary>
    private static Actor? WithoutPromotion(Rollout state, ActorId person) =>
        state.PromotedBy is { } by && by.Id == person ? null : state.PromotedBy;

    private static ValueList<ApprovalAhead> Without(Rollout state, ActorId person, LaterStep step) =>
        state.Ahead.Where(ahead => ahead.By.Id != person || !ahead.Of.Overlaps(step)).ToValueList();
}
