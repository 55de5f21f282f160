namespace Rollouts.Demo.Stages;

/// <summary>How a stage is set up. Every port may be 0, for any that is free.</summary>
internal sealed record StageSettings
{
    /// <summary>Where people look for it.</summary>
    public static StageSettings Usual { get; } =
        new()
        {
            ApiPort = 8600,
            AdminPort = 8700,
            FrontPort = 8701,
            AppMeshPort = 8702,
            KongPort = 8703,
            CloudWatchPort = 8704,
        };

    public int ApiPort { get; init; }

    public int AdminPort { get; init; }

    public int FrontPort { get; init; }

    public int AppMeshPort { get; init; }

    public int KongPort { get; init; }

    public int CloudWatchPort { get; init; }

    /// <summary>How many customers come to each service.</summary>
    public double RequestsPerSecond { get; init; } = 100;

    /// <summary>The same number draws the same errors again.</summary>
    public int Seed { get; init; } = 1;
}
