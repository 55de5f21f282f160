using Rollouts.Integrations.Storage.Marks;

namespace Rollouts.Worker.Restores;

/// <summary>How a process notices that its store went back in time.</summary>
/// <param name="File">Where the mark is kept; null turns the marks off.</param>
/// <param name="IsRestored">Whether the process was started with <c>--restored</c>.</param>
public sealed record MarkSettings(MarkFile? File, bool IsRestored)
{
    public static MarkSettings Off { get; } = new(File: null, IsRestored: false);

    /// <summary>What a failover may lose before rollouts are held. Unit: seconds of writes; default 30 s.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromSeconds(30);
}
