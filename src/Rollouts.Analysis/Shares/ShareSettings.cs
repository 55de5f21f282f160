namespace Rollouts.Analysis.Shares;

/// <summary>How the candidate's share of the requests is compared with the weight that its router was told.</summary>
public sealed record ShareSettings : JudgeSettings
{
    /// <summary>The size of groups in which requests that stick together are assumed to come.</summary>
    public const double UsualGroup = 10;

    /// <summary>A counter that is read once a minute belongs to the same period in both arms.</summary>
    private static readonly TimeSpan SlowTick = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The chance that a router that obeys its weights is found to misroute, over the whole rollout. It is a budget of
    /// its own and takes nothing from the other judges.
    /// </summary>
    public double FalseMisrouted { get; init; } = 0.001;

    /// <summary>
    /// The size of groups in which the router sends requests to one version. An estimate from the shares of the ticks
    /// can only raise it.
    /// </summary>
    public double Group { get; init; } = UsualGroup;

    /// <summary>How long the router keeps old requests on the candidate after its weight was lowered.</summary>
    public TimeSpan Drain { get; init; }

    /// <summary>Whether both arms are read for the very same periods.</summary>
    public bool ArmsAligned { get; init; }

    /// <summary>The evidence that decides, in nats.</summary>
    internal double Needed => -Math.Log(FalseMisrouted);

    /// <summary>The settings for a source with this tick length.</summary>
    public static ShareSettings ForTicksOf(TimeSpan length) => new() { ArmsAligned = length >= SlowTick };
}
