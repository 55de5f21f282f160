namespace Rollouts.Domain.Services;

/// <summary>
/// The state of a service in one environment: the stable version of each target, the rollout under way and the waiting
/// one. It ensures that two rollouts of one service never run at once.
/// </summary>
public sealed record Service
{
    public required ServiceName Name { get; init; }

    public required EnvironmentName Environment { get; init; }

    /// <summary>The stable backend of each target; empty before the first rollout.</summary>
    public ValueList<StableBackend> Stable { get; init; } = [];

    /// <summary>The rollout whose traffic moves or is being rolled back.</summary>
    public QueueEntry? UnderWay { get; init; }

    /// <summary>The next rollout. A newer one replaces it.</summary>
    public QueueEntry? Waiting { get; init; }

    /// <summary>
    /// Rollouts that gave up their place in the queue and have not ended yet, each with its successor.
    /// </summary>
    public ValueList<Leaving> Leaving { get; init; } = [];

    /// <summary>The rollout that began last. The routes should show its weights.</summary>
    public RolloutId? LastBegun { get; init; }

    /// <summary>The drift of its routes since the last rollout began, as long as it has not been corrected.</summary>
    public ValueList<RouteDrift> Drifts { get; init; } = [];

    /// <summary>The versioned backends that rollouts added and that are still on their routes.</summary>
    public ValueList<AddedBackend> Added { get; init; } = [];

    /// <summary>The candidates that were taken back and that requests still reach.</summary>
    public ValueList<ServingBackend> Serving { get; init; } = [];

    public Success? LastSuccess { get; init; }

    /// <summary>The authors of the versions that were started last, the newest at the end.</summary>
    public ValueList<VersionAuthors> Authors { get; init; } = [];

    /// <summary>The number of opened rollouts, which is also the number of the last one.</summary>
    public int Opened { get; init; }

    public int Version { get; init; }

    public ServingBackend? ServingOn(TargetName target, BackendName backend) =>
        Serving.FirstOrDefault(serving => serving.Target == target && serving.Backend == backend);

    public AddedBackend? AddedOn(TargetName target, BackendName backend) =>
        Added.FirstOrDefault(added => added.Target == target && added.Backend == backend);

    /// <summary>Null if the version has not been started before, or not lately.</summary>
    public VersionAuthors? AuthorsOf(VersionName version) => Authors.FirstOrDefault(known => known.Version == version);

    public StableBackend? StableOn(TargetName target) => Stable.FirstOrDefault(stable => stable.Target == target);
}
