using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Rollouts.Desired;

/// <summary>
/// The persons whose approvals are to complete the present step. Their roles and groups are read again until it is
/// complete, so that a person who has lost them since does not count.
/// </summary>
public sealed record ApproverQuestion(Position Position, ValueList<Actor> Persons)
{
    public static ApproverQuestion? Of(Rollout state) =>
        state is { IsUnderWay: true, Instruction: Instruction.Approve }
        && state.PendingAhead.Select(ahead => ahead.By).Concat(state.Step.Yeses).ToValueList()
            is { IsEmpty: false } persons
            ? new ApproverQuestion(state.Position, persons)
            : null;
}
