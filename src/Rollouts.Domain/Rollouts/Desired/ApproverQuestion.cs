using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Rollouts.Desired;

/// <summary>
/// The persons whose approvals are to complete the present step. Their roles and groups are read again until it is
/// complete, so that a person who has lost them since does not count. The same goes for the person who promoted.
/// </summary>
public sealed record ApproverQuestion(Position Position, ValueList<Actor> Persons)
{
    public static ApproverQuestion? Of(Rollout state) =>
        state.IsUnderWay
        && state.Instruction is Instruction.Approve or Instruction.Gate
        && PersonsOf(state).DistinctBy(person => person.Id).ToValueList() is { IsEmpty: false } persons
            ? new ApproverQuestion(state.Position, persons)
            : null;

    private static IEnumerable<Actor> PersonsOf(Rollout state) =>
        [
            .. state.PendingAhead.Select(ahead => ahead.By),
            .. state.Step.Yeses,
            .. state.PromotedBy is { Kind: ActorKind.Person } promoter ? (Actor[])[promoter] : [],
        ];
}
