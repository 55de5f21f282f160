using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>Who may approve, and how many approvals a step needs.</summary>
public static class Approvals
{
    /// <summary>
    /// Whether the step asks this person. The owner of the installation has no provider that states groups and counts
    /// as a member of each group.
    /// </summary>
    public static bool IsAsked(Instruction.Approve asked, Actor by) =>
        by.Kind == ActorKind.Person && (by.Id == ActorId.Owner || by.Groups.Any(group => asked.From.Contains(group)));

    /// <summary>The reason why this person's approval does not count; null if it counts.</summary>
    public static Decision.Refused? Refusal(Rollout state, Instruction.Approve asked, Actor by) =>
        RightsRefusal(state, asked, by) ?? (state.Step.HasYesOf(by.Id) ? RolloutRefusals.AlreadyApproved(by) : null);

    /// <summary>The reason why this person may not approve the step at all; null if the person may.</summary>
    public static Decision.Refused? RightsRefusal(Rollout state, Instruction.Approve asked, Actor by) =>
        !IsAsked(asked, by) ? RolloutRefusals.NotAnApprover(by, asked.From)
        : asked.NotByAuthor && state.Spec.Authors.Any(author => author.Id == by.Id)
            ? RolloutRefusals.AuthorMayNotApprove(by)
        : null;

    /// <summary>
    /// The number of approvals that the step needs: one more if an author is unknown, who may be among the approvers.
    /// </summary>
    public static int Needed(RolloutSpec terms, Instruction.Approve asked) =>
        asked.Count + (asked.NotByAuthor && terms.HasUnknownAuthor ? 1 : 0);

    public static bool IsComplete(Rollout state, Instruction.Approve asked) =>
        state.Step.Yeses.Count >= Needed(state.Spec, asked);

    /// <summary>Whether this person's approval would complete the step.</summary>
    public static bool WouldComplete(Rollout state, Instruction.Approve asked, Actor by) =>
        Refusal(state, asked, by) is null && state.Step.Yeses.Count + 1 >= Needed(state.Spec, asked);
}
