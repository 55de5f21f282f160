using Rollouts.Storage.Marks;

namespace Rollouts.Engine.Restores;

/// <summary>How a process detects that its store went back in time.</summary>
/// <param name="File">The file of the mark; null turns the marks off.</param>
/// <param name="IsRestored">Whether the process was started with <c>--restored</c>.</param>
public sealed record MarkSettings(MarkFile? File, bool IsRestored)
{
    public static MarkSettings Off { get; } = new(File: null, IsRestored: false);

    /// <summary>
    /// The loss that a failover may cause before rollouts are held. Unit: seconds of writes; default 30 s.
    /// </summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromSeconds(30);
}
