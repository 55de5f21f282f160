namespace Rollouts.Engine.Outside;

/// <summary>
/// Timeouts of calls to external systems. A read, a write and the read after it fit into one lease with time to spare.
/// </summary>
public static class Timeouts
{
    /// <summary>After this time another worker takes over from a worker that has died.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(8);

    public static TimeSpan RouterRead { get; } = TimeSpan.FromSeconds(2);

    /// <summary>The read of a start. It holds no lease, and a refused start has to be sent again.</summary>
    public static TimeSpan StartRead { get; } = TimeSpan.FromSeconds(10);

    public static TimeSpan RouterWrite { get; } = TimeSpan.FromSeconds(3);

    /// <summary>Twice the time that Prometheus itself considers long. The caller holds no lock meanwhile.</summary>
    public static TimeSpan Source { get; } = TimeSpan.FromSeconds(30);

    public static TimeSpan Gate { get; } = TimeSpan.FromSeconds(10);
}
