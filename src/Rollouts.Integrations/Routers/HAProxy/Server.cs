namespace Rollouts.Integrations.Routers.HAProxy;

/// <summary>One server of a backend section, as the statistics show it.</summary>
/// <param name="Status">As in <c>UP 1/3</c>, <c>no check</c>, <c>DRAIN</c>, <c>MAINT</c> or <c>DOWN</c>.</param>
internal sealed record Server(string Name, int Weight, string Status, bool IsBackup)
{
    /// <summary>
    /// What it takes of new requests. One in maintenance, drained or failing its health checks takes none, whatever
    /// its weight says: what counts is where the traffic goes.
    /// </summary>
    public int Takes =>
        Status.StartsWith("UP", StringComparison.Ordinal) || Status.StartsWith("no check", StringComparison.Ordinal)
            ? Weight
            : 0;
}
