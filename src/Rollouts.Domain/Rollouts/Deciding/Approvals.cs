using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>Who may say yes, and how many it takes.</summary>
internal static class Approvals
{
    public static bool IsAsked(Instruction.Approve asked, Actor by) =>
        by.Kind == ActorKind.Person && by.Groups.Any(group => asked.From.Contains(group));

    /// <summary>Why this person's yes does not count here; null where it does.</summary>
    public static Decision.Refused? Refusal(Rollout state, Instruction.Approve asked, Actor by)
    {
        if (!IsAsked(asked, by))
        {
            return Refusals.NotAnApprover(by, asked.From);
        }

        // A repository may write an address with capitals that the sign-in writes without: still the same person.
        if (asked.NotByAuthor && state.Terms.Authors.Contains(by.Name, StringComparer.OrdinalIgnoreCase))
        {
            return Refusals.AuthorMayNotApprove(by);
        }

        return state.Step.Yeses.Contains(by.Name) ? Refusals.AlreadyApproved(by) : null;
    }

    /// <summary>
    /// How many yeses it takes; one more where an author is unknown and might be among those who say it.
    /// </summary>
    public static int Needed(Rollout state, Instruction.Approve asked) =>
        asked.Count + (asked.NotByAuthor && state.Terms.HasUnknownAuthor ? 1 : 0);

    public static bool IsComplete(Rollout state, Instruction.Approve asked) =>
        state.Step.Yeses.Count >= Needed(state, asked);

    /// <summary>Whether this person's yes is the last one that is missing.</summary>
    public static bool WouldComplete(Rollout state, Instruction.Approve asked, Actor by) =>
        Refusal(state, asked, by) is null && state.Step.Yeses.Count + 1 >= Needed(state, asked);
}
