using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Plans.Rules;

/// <summary>Every wait can end by itself, and no limit cuts a wait short that the plan itself asks for.</summary>
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

        if (instruction is (Instruction.Approve or Instruction.Gate) and { Longest.Ticks: 0 })
        {
            yield return new PlanFault(
                "plan.wait-cannot-end",
                instruction.At,
                "nobody can answer within no time; give 'within' a duration such as 4h"
            );
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
