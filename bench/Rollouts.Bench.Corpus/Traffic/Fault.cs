namespace Rollouts.Bench.Corpus.Traffic;

/// <summary>What is wrong with a candidate, from the time at which it gets its first request.</summary>
internal abstract record Fault
{
    private Fault() { }

    /// <summary>When it begins, in seconds after the first shift.</summary>
    public double Onset { get; init; }

    /// <summary>A share of the requests fails, beside those that failed before.</summary>
    public sealed record Fails(double Share) : Fault;

    /// <summary>Requests to one endpoint fail. Which one differs from rollout to rollout.</summary>
    public sealed record FailsOneEndpoint(double Share) : Fault;

    /// <summary>All requests of a group of users fail, who send several in a row.</summary>
    public sealed record FailsUserGroup(double Share, double InARow) : Fault;

    /// <summary>All requests take this many times as long.</summary>
    public sealed record Slower(double Times) : Fault;

    /// <summary>A share of the requests takes more than a second longer.</summary>
    public sealed record SlowTail(double Share) : Fault;

    /// <summary>The failing share grows evenly from nothing, over an hour.</summary>
    public sealed record Leak(double ShareAfterAnHour) : Fault;

    /// <summary>A share of the requests fails for a part of each period.</summary>
    public sealed record Periodic(double Share, double Seconds, double EverySeconds) : Fault;

    /// <summary>The router gives the candidate this many times its weight.</summary>
    public sealed record Misrouted(double Times) : Fault;

    /// <summary>Requests that fail are sent again by the router, succeed, and take longer.</summary>
    public sealed record HiddenByRetries(double Share) : Fault;
}
