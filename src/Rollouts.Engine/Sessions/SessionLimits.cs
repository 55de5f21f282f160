namespace Rollouts.Engine.Sessions;

/// <summary>The lifetime of sessions.</summary>
/// <param name="Longest">Measured from its start.</param>
/// <param name="Idle">Measured from its last request.</param>
public sealed record SessionLimits(TimeSpan Longest, TimeSpan Idle)
{
    /// <summary>The limits if no file sets them.</summary>
    public static SessionLimits Usual { get; } = new(TimeSpan.FromHours(12), TimeSpan.FromHours(2));
}
