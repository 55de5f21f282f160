using Rollouts.Domain.Plans;

namespace Rollouts.Engine.Requests;

/// <summary>Refusals that several use cases share.</summary>
public static class RequestRefusals
{
    private const int LongestShown = 40;

    /// <summary>The rollout does not exist, or its caller does not reach it.</summary>
    public static Refusal NoSuchRollout(string id) =>
        new(
            "rollout.unknown",
            $"there is no rollout '{(id.Length <= LongestShown ? id : id[..LongestShown])}'",
            RefusalKind.NotFound
        );

    public static Refusal NoSuchPlan(ServiceName service, EnvironmentName environment, string help = "") =>
        new("plan.unknown", $"no plan was submitted for '{service}' in '{environment}'{help}", RefusalKind.NotFound);

    public static Refusal PlanRefused(int count) =>
        new(
            "plan.refused",
            $"the plan is not accepted; {count} {(count == 1 ? "thing is" : "things are")} wrong",
            RefusalKind.Invalid
        );

    public static Refusal PlanOfAnotherService(Plan plan, ServiceName service, EnvironmentName environment) =>
        new(
            "plan.another-service",
            $"the plan is for '{plan.Service}' in '{plan.Environment}', and not for '{service}' in '{environment}'",
            RefusalKind.Invalid
        );
}
