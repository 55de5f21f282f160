namespace Rollouts.Cli.Imports.CodeDeploy;

/// <summary>The reasons for keys of AWS that have no counterpart in a plan.</summary>
internal static class CodeDeployReasons
{
    private const string Tasks = "tasks and target groups stay the business of ECS; a plan only shifts traffic";

    public static IReadOnlyDictionary<string, (LossKind Kind, string Reason)> All { get; } = Make();

    private static Dictionary<string, (LossKind, string)> Make()
    {
        Dictionary<string, (LossKind, string)> reasons = new(StringComparer.Ordinal)
        {
            ["triggerConfigurations"] = (LossKind.Lost, "write tell: or hooks: to be told of a rollout"),
            ["deploymentCircuitBreaker"] = (LossKind.Lost, "whether tasks start is not watched"),
            ["minimumHealthyHosts"] = (LossKind.Lost, "whether hosts are healthy is not watched"),
            ["outdatedInstancesStrategy"] = (LossKind.Left, Tasks),
            ["autoRollbackConfiguration"] = (
                LossKind.Left,
                "a plan always rolls back where a check or an alarm says so"
            ),
        };
        string[] left =
        [
            "version",
            "Resources",
            "Resources",
            "resources",
            "os",
            "files",
            "permissions",
            "applicationName",
            "deploymentGroupId",
            "deploymentGroupName",
            "deploymentConfigId",
            "createTime",
            "computePlatform",
            "serviceRoleArn",
            "deploymentStyle",
            "loadBalancerInfo",
            "ecsServices",
            "taskDefinition",
            "desiredCount",
            "cluster",
            "clusterArn",
            "serviceName",
            "serviceArn",
            "launchType",
            "loadBalancers",
            "networkConfiguration",
            "deploymentController",
            "maximumPercent",
            "minimumHealthyPercent",
            "deploymentReadyOption",
            "greenFleetProvisioningOption",
            "failures",
        ];
        foreach (var key in left)
        {
            reasons[key] = (LossKind.Left, Tasks);
        }

        return reasons;
    }
}
