namespace Rollouts.Integrations.Routers.Kong;

/// <summary>One target of an upstream.</summary>
/// <param name="Name">The target as Kong stores it: a host and a port.</param>
/// <param name="Weight">The configured weight.</param>
/// <param name="Takes">
/// The sum of its addresses' weights in the balancer. Kong assigns the weight to each address that the name resolves
/// to. An SRV record has a weight of its own, and an address that fails its health checks has none.
/// </param>
internal sealed record KongTarget(string Name, int Weight, long Takes)
{
    /// <summary>The port that Kong adds to a target without one.</summary>
    private const string UsualPort = ":8000";

    /// <summary>Whether this is the target that a plan calls so.</summary>
    public bool Is(BackendName backend) =>
        Name.Equals(
            backend.Value.Contains(':', StringComparison.Ordinal) ? backend.Value : backend.Value + UsualPort,
            StringComparison.OrdinalIgnoreCase
        );
}
