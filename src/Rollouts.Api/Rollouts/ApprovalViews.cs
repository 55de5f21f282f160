using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Api.Rollouts;

/// <summary>Makes views of the approvals of a rollout.</summary>
internal static class ApprovalViews
{
    /// <summary>The present step if it asks, and those that are still to come; null if there are none.</summary>
    public static ValueList<ApprovalStepView>? Of(Rollout state) =>
        All(state).ToValueList() is { IsEmpty: false } views ? views : null;

    private static IEnumerable<ApprovalStepView> All(Rollout state)
    {
        if (state is { IsUnderWay: true, Instruction: Instruction.Approve asked })
        {
            var (wave, step, _) = state.Position;
            yield return Of(state, new LaterStep(wave, step), asked) with
            {
                Given = state.Step.Yeses.Count,
                IsAsked = true,
                Voided = state
                    .Step.Voided.Select(voided => new VoidedView(
                        voided.Person,
                        voided.Reason.ToString(),
                        voided.Changed
                    ))
                    .ToValueList(),
            };
        }

        foreach (var (step, later) in ApprovalsAhead.Open(state))
        {
            yield return Of(state, step, later);
        }
    }

    private static ApprovalStepView Of(Rollout state, LaterStep step, Instruction.Approve asked) =>
        new(
            step.ToString(),
            asked.From.Select(group => group.Value).ToValueList(),
            Approvals.Needed(state.Spec, asked),
            Given: 0,
            IsAsked: false,
            asked.DemandedBy?.Value,
            state
                .Ahead.Where(ahead => ahead.Of.Overlaps(step) && ahead.EffectiveIn != step.Wave)
                .Select(Of)
                .ToValueList(),
            []
        );

    private static AheadView Of(ApprovalAhead ahead) =>
        new(
            ahead.By.Name,
            ahead.Of.ToString(),
            ahead.GivenAt.ToString(),
            ahead.ValidUntil.ToString(),
            ahead.Basis.PlanHash
        );
}
