namespace Rollouts.Demo.Stages;

/// <summary>The settings of a stage. Each port may be 0, for any free one.</summary>
internal sealed record StageSettings
{
    /// <summary>The documented ports.</summary>
    public static StageSettings Usual { get; } =
        new()
        {
            ApiPort = 8600,
            AdminPort = 8700,
            FrontPort = 8701,
            AppMeshPort = 8702,
            KongPort = 8703,
            CloudWatchPort = 8704,
            SlackPort = 8705,
            KubernetesPort = 8706,
            LoadBalancersPort = 8707,
        };

    public int ApiPort { get; init; }

    public int AdminPort { get; init; }

    public int FrontPort { get; init; }

    public int AppMeshPort { get; init; }

    public int KongPort { get; init; }

    public int CloudWatchPort { get; init; }

    public int SlackPort { get; init; }

    public int KubernetesPort { get; init; }

    public int LoadBalancersPort { get; init; }

    /// <summary>The number of requests a second to each service.</summary>
    public double RequestsPerSecond { get; init; } = 100;

    /// <summary>The same number gives the same errors.</summary>
    public int Seed { get; init; } = 1;
}
