using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Rollouts.Desired;

/// <summary>
/// The persons whose approvals were given ahead for the present step. Their roles and groups are read once more before
/// the approvals take effect.
/// </summary>
public sealed record ApproverQuestion(Position Position, ValueList<Actor> Persons)
{
    public static ApproverQuestion? Of(Rollout state) =>
        state is { IsUnderWay: true, Instruction: Instruction.Approve }
        && state.PendingAhead.Select(ahead => ahead.By).ToValueList() is { IsEmpty: false } persons
            ? new ApproverQuestion(state.Position, persons)
            : null;
}
