using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.CodeDeploy;

/// <summary>One file of CodeDeploy or ECS, without the envelope of the AWS tools.</summary>
internal sealed class DeployDocument(SourceDocument document)
{
    public SourceDocument Document => document;

    /// <summary>The content of the envelope that 'aws deploy get-deployment-group' and other commands print.</summary>
    public SourceNode Root { get; } =
        document.Root["deploymentGroupInfo"]
        ?? document.Root["deploymentConfigInfo"]
        ?? (document.Root["services"] is { Items: [var first, ..] } ? first : null)
        ?? document.Root;

    public SourceNode? Traffic => Root["trafficRoutingConfig"];

    public SourceNode? Ecs => Root["deploymentConfiguration"];

    public SourceNode? Hooks => Root["Hooks"] ?? Root["hooks"];

    public string? Name =>
        Root["deploymentGroupName"] is not null
            ? Root.TextOf("applicationName") ?? Root.TextOf("deploymentGroupName")
            : Root.TextOf("serviceName");

    public string? ConfigName => Root.TextOf("deploymentConfigName");

    public bool IsKnown =>
        Traffic is not null
        || Ecs is not null
        || Hooks is not null
        || ConfigName is not null
        || Root["alarmConfiguration"] is not null;
}
