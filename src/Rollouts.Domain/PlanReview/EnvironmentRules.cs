using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;

namespace Rollouts.Domain.PlanReview;

/// <summary>
/// A plan may take less time than its environment allows, never more. An approval that the environment demands is asked
/// for beside those of the plan, so no plan can loosen it.
/// </summary>
internal static class EnvironmentRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        submission.Policy is { } policy ? Length(submission, policy) : [];

    private static IEnumerable<PlanFault> Length(Submission submission, EnvironmentPolicy policy)
    {
        var length = submission.Plan.Limits.AtMost ?? submission.Course.Longest(submission.Plan.Waves.Count);
        if (policy.Longest is { } longest && length > longest)
        {
            yield return new PlanFault(
                "plan.loosens-environment",
                PlanPath.Root.Key("limits").Key("atMost"),
                $"environment '{submission.Plan.Environment}' lets a rollout run for {Spans.Say(longest)} at most "
                    + "and this plan may take "
                    + $"{Spans.Say(length)}; shorten its waits or set a lower limit"
            );
        }
    }
}
