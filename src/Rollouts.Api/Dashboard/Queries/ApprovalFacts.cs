using Rollouts.Api.Dashboard.Charts;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Events;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The panel of the approvals: what persons said, what came of it, and what is asked for next.</summary>
internal static class ApprovalFacts
{
    public static IReadOnlyList<ApprovalView> Of(RolloutHistory history) =>
        [.. history.Moments.Select(moment => Of(moment.Event)).OfType<ApprovalView>()];

    public static string Note(Rollout state, PageClock clock)
    {
        var ahead = state.IsFinal
            ? ""
            : string.Concat(
                state.Ahead.Select(one =>
                    $" {one.By} approved step {one.Of} ahead, valid until {clock.Short(one.ValidUntil)}."
                )
            );
        return Asked(state) + ahead;
    }

    private static ApprovalView? Of(RecordedEvent happened) =>
        happened.Event switch
        {
            RolloutEvent.Approved yes => View(happened, yes.Person, isYes: true, yes.Position.ToString(), "said yes"),
            RolloutEvent.Rejected no => View(happened, no.Person, isYes: false, no.Position.ToString(), "said no"),
            RolloutEvent.ApprovedAhead given => View(
                happened,
                given.Person,
                isYes: true,
                given.Step.ToString(),
                $"said yes to step {given.Step} ahead"
            ),
            RolloutEvent.ApprovalWithdrawn withdrawn => View(
                happened,
                withdrawn.Person,
                isYes: false,
                withdrawn.Step.ToString(),
                $"withdrew the yes to step {withdrawn.Step}"
            ),
            RolloutEvent.ApprovalVoided voided => View(
                happened,
                voided.Person,
                isYes: false,
                voided.Position.ToString(),
                "gave a yes ahead that does not count"
            ),
            _ => null,
        };

    private static ApprovalView View(RecordedEvent happened, string person, bool isYes, string position, string said) =>
        new(person, happened.At, happened.Reason, isYes, position, said);

    private static string Asked(Rollout state)
    {
        if (state is { IsUnderWay: true, Instruction: Instruction.Approve asked })
        {
            return $"Asked now: {Who(state, asked)}; {state.Step.Yeses.Count} so far.";
        }

        return ApprovalsAhead.Open(state).Select(open => open.Asked).FirstOrDefault() is { } next
                ? $"Later: {Who(state, next)}."
            : state.Spec.Steps.Instructions.OfType<Instruction.Approve>().Any() ? "No further approval is asked for."
            : "This plan asks for no approval.";
    }

    private static string Who(Rollout state, Instruction.Approve asked) =>
        $"{Approvals.Needed(state.Spec, asked)} of {string.Join(" or ", asked.From)}"
        + (asked.NotByAuthor ? ", not an author" : "")
        + (asked.DemandedBy is { } environment ? $", as {environment} demands" : "");
}
