namespace Rollouts.Domain.Connections;

/// <summary>How a kind of router spreads requests over the backends of a route.</summary>
public sealed record RequestDistribution
{
    /// <summary>
    /// What may keep a user on one version. If there are several, the configuration of the route decides, which
    /// Rollouts does not change.
    /// </summary>
    public ValueList<Affinity> Affinities { get; init; } = [Affinity.None];

    /// <summary>
    /// Whether raising the weight of the candidate leaves its users there. Without it, a higher weight may move some of
    /// them back. Null if nothing keeps a user anywhere.
    /// </summary>
    public bool? IsMonotone { get; init; }

    /// <summary>
    /// The size of the groups in which requests reach one version. It is small where the router decides for each
    /// request and large where it decides for each connection.
    /// </summary>
    public int Group { get; init; } = UsualGroup;

    /// <summary>How long a backend whose weight was lowered still gets requests by design.</summary>
    public TimeSpan Drain { get; init; }

    /// <summary>Why a backend at weight 0 usually still gets requests.</summary>
    public string StillServes { get; init; } = "a proxy that did not take up the weights";

    /// <summary>Clients that keep a few connections open send their requests in groups of about this size.</summary>
    public const int UsualGroup = 10;

    /// <summary>
    /// A router that decides for each connection sends all requests of the connection to one version.
    /// </summary>
    public const int ConnectionGroup = 100;

    /// <summary>Whether a user can be kept on one version beyond one connection.</summary>
    public bool CanKeepUsers => Affinities.Any(KeepsUsers);

    /// <summary>Whether requests of one user can reach both versions.</summary>
    public bool CanSpreadUsers => Affinities.Any(affinity => !KeepsUsers(affinity));

    private static bool KeepsUsers(Affinity affinity) =>
        affinity switch
        {
            Affinity.Cookie or Affinity.HeaderHash => true,
            Affinity.None or Affinity.Connection => false,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
