using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.PlanReview;

/// <summary>A plan may ask for more than its environment demands, never for less.</summary>
internal static class EnvironmentRules
{
    private const string Code = "plan.loosens-environment";

    public static IEnumerable<PlanFault> Review(Submission submission) =>
        submission.Policy is { } policy ? [.. Approval(submission, policy), .. Length(submission, policy)] : [];

    private static IEnumerable<PlanFault> Approval(Submission submission, EnvironmentPolicy policy)
    {
        if (policy.Approval is not { } demand)
        {
            yield break;
        }

        var asked = submission
            .Course.Instructions.Take(submission.Course.Full)
            .OfType<Instruction.Approve>()
            .Any(approve => approve.Count >= demand.Count && approve.From.All(demand.From.Contains));
        if (!asked)
        {
            var groups = string.Join(", ", demand.From);
            yield return new PlanFault(
                Code,
                PlanPath.Root.Key("strategy"),
                $"environment '{submission.Plan.Environment}' demands the yes of {demand.Count} of [{groups}] "
                    + "before all traffic moves; "
                    + $"add 'approve: {{ from: [{groups}], count: {demand.Count} }}' before the shift to 100%"
            );
        }
    }

    private static IEnumerable<PlanFault> Length(Submission submission, EnvironmentPolicy policy)
    {
        var length = submission.Plan.Limits.AtMost ?? submission.Course.Longest(submission.Plan.Waves.Count);
        if (policy.Longest is { } longest && length > longest)
        {
            yield return new PlanFault(
                Code,
                PlanPath.Root.Key("limits").Key("atMost"),
                $"environment '{submission.Plan.Environment}' lets a rollout run for {Spans.Say(longest)} at most "
                    + "and this plan may take "
                    + $"{Spans.Say(length)}; shorten its waits or set a lower limit"
            );
        }
    }
}
