namespace Rollouts.Worker.Outside;

/// <summary>
/// How long things outside may take. A read, a write and the read after it fit into one lease with room to spare.
/// </summary>
public static class Patience
{
    /// <summary>A worker that is gone is taken over from after so long.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(8);

    public static TimeSpan RouterRead { get; } = TimeSpan.FromSeconds(2);

    public static TimeSpan RouterWrite { get; } = TimeSpan.FromSeconds(3);

    /// <summary>Twice what Prometheus itself takes for long; whoever asks holds nothing meanwhile.</summary>
    public static TimeSpan Source { get; } = TimeSpan.FromSeconds(30);

    public static TimeSpan Gate { get; } = TimeSpan.FromSeconds(10);
}
