namespace Rollouts.Domain.Rollouts.Services;

/// <summary>
/// What is known of a service in one environment: which version is stable where, which rollout is under way and
/// which one waits. It is what makes two rollouts of one service take turns.
/// </summary>
public sealed record Service
{
    public required ServiceName Name { get; init; }

    public required EnvironmentName Environment { get; init; }

    /// <summary>The stable backend of each target; empty until the first rollout has been seen.</summary>
    public ValueList<StableBackend> Stable { get; init; } = [];

    /// <summary>The rollout whose traffic moves, or is on its way back.</summary>
    public Turn? UnderWay { get; init; }

    /// <summary>The rollout that comes next. Of several, the newest stays.</summary>
    public Turn? Waiting { get; init; }

    /// <summary>
    /// Rollouts that gave up their place in the queue and have not ended yet, each with the one it left it to.
    /// </summary>
    public ValueList<Leaving> Leaving { get; init; } = [];

    /// <summary>The rollout that began last: its weights are the ones that the routes are to show.</summary>
    public RolloutId? LastBegun { get; init; }

    /// <summary>What somebody else has made of its routes since then, as long as nobody has put it right.</summary>
    public ValueList<RouteDrift> Drifts { get; init; } = [];

    /// <summary>The versioned backends that rollouts added and that are still on their routes.</summary>
    public ValueList<AddedBackend> Added { get; init; } = [];

    public Success? LastSuccess { get; init; }

    /// <summary>The authors of the versions that were started last, the newest at the end.</summary>
    public ValueList<VersionAuthors> Authors { get; init; } = [];

    /// <summary>How many rollouts were opened; the last one's number.</summary>
    public int Opened { get; init; }

    public int Version { get; init; }

    public AddedBackend? AddedOn(TargetName target, BackendName backend) =>
        Added.FirstOrDefault(added => added.Target == target && added.Backend == backend);

    /// <summary>Null if the version has not been started before, or not lately.</summary>
    public VersionAuthors? AuthorsOf(VersionName version) => Authors.FirstOrDefault(known => known.Version == version);

    public StableBackend? StableOn(TargetName target) => Stable.FirstOrDefault(stable => stable.Target == target);
}
