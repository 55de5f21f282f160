namespace Rollouts.Integrations.Routers.Kong;

/// <summary>One target of an upstream.</summary>
/// <param name="Name">As Kong keeps it: a host and a port.</param>
/// <param name="Weight">As it was set.</param>
/// <param name="Takes">
/// What its addresses weigh in the balancer: Kong gives the weight to each address that a name comes to, an SRV record
/// brings its own, and one that fails its health checks takes nothing.
/// </param>
internal sealed record KongTarget(string Name, int Weight, long Takes)
{
    /// <summary>What Kong adds to a target that names no port.</summary>
    private const string UsualPort = ":8000";

    /// <summary>Whether this is the target that a plan calls so.</summary>
    public bool Is(BackendName backend) =>
        Name.Equals(
            backend.Value.Contains(':', StringComparison.Ordinal) ? backend.Value : backend.Value + UsualPort,
            StringComparison.OrdinalIgnoreCase
        );
}
