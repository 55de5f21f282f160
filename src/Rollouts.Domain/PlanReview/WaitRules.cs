using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.PlanReview;

/// <summary>Every wait can end, and no limit is shorter than the waits of the plan itself.</summary>
internal static class WaitRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        [.. submission.Course.Instructions.SelectMany(Ending), .. WithinLimits(submission)];

    private static IEnumerable<PlanFault> Ending(Instruction instruction)
    {
        if (instruction is Instruction.Verify verify && verify.AtMost < verify.AtLeast)
        {
            yield return new PlanFault(
                "plan.wait-cannot-end",
                verify.At,
                $"this verify would run out of time ('atMost: {Spans.Say(verify.AtMost)}') before it may end "
                    + $"('atLeast: {Spans.Say(verify.AtLeast)}'); 'atMost' is the longer one"
            );
        }

        if (instruction is Instruction.Approve { ValidFor.Ticks: 0 })
        {
            yield return new PlanFault(
                "plan.wait-cannot-end",
                instruction.At.Key("validFor"),
                "'validFor' is 0, so no approval that is given ahead would ever count; give a duration such as 24h"
            );
        }

        if (instruction is Instruction.Approve asked)
        {
            foreach (var fault in Escalating(asked))
            {
                yield return fault;
            }
        }

        if (instruction is (Instruction.Approve or Instruction.Gate) and { Longest.Ticks: 0 })
        {
            yield return new PlanFault(
                "plan.wait-cannot-end",
                instruction.At,
                "'within' is 0, so the approval ends before a person can answer; give a duration such as 4h"
            );
        }
    }

    private static IEnumerable<PlanFault> Escalating(Instruction.Approve asked)
    {
        var before = TimeSpan.Zero;
        foreach (var (escalation, i) in asked.Escalations.Select((escalation, i) => (escalation, i)))
        {
            var place = asked.At.Key("escalate").Item(i);
            if (escalation.After >= asked.Within && asked.Within > TimeSpan.Zero)
            {
                yield return new PlanFault(
                    "plan.escalation-too-late",
                    place,
                    $"the wait is over after {Spans.Say(asked.Within)}, so '{escalation.Notify}' would not be "
                        + "informed; give 'after' a shorter time"
                );
            }

            if (escalation.After < before)
            {
                yield return new PlanFault(
                    "plan.escalation-order",
                    place,
                    $"it comes before the one above it, at {Spans.Say(before)}; write the earliest first"
                );
            }

            before = escalation.After;
        }
    }

    private static IEnumerable<PlanFault> WithinLimits(Submission submission)
    {
        var waves = submission.Plan.Waves.Count;
        var longest = submission.Course.Longest(waves);
        if (submission.Plan.Limits.AtMost is { } limit && limit < longest)
        {
            var over = waves == 1 ? "" : $" over {waves} waves";
            yield return new PlanFault(
                "plan.limit-below-waits",
                PlanPath.Root.Key("limits").Key("atMost"),
                $"the waits of this plan add up to {Spans.Say(longest)}{over}, so a limit of {Spans.Say(limit)} "
                    + "would take back a release "
                    + "that is doing nothing wrong; raise the limit, shorten the waits, or leave the limit out"
            );
        }
    }
}
