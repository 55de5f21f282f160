namespace Rollouts.Integrations.Routers.HAProxy;

/// <summary>One server of a backend section, as the statistics show it.</summary>
/// <param name="Status">As in <c>UP 1/3</c>, <c>no check</c>, <c>DRAIN</c>, <c>MAINT</c> or <c>DOWN</c>.</param>
internal sealed record Server(string Name, int Weight, string Status, bool IsBackup)
{
    /// <summary>
    /// The weight that counts for new requests. A server in maintenance, drained or failing its health checks receives
    /// none, so it counts as 0 regardless of its weight.
    /// </summary>
    public int Takes =>
        Status.StartsWith("UP", StringComparison.Ordinal) || Status.StartsWith("no check", StringComparison.Ordinal)
            ? Weight
            : 0;
}
