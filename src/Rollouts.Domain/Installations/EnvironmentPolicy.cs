using Rollouts.Domain.Calendar;

namespace Rollouts.Domain.Installations;

/// <summary>
/// What an administrator demands of every rollout in an environment. Plans may tighten it, never loosen.
/// </summary>
public sealed record EnvironmentPolicy
{
    public ValueList<Freeze> Freezes { get; init; } = [];

    public ApprovalDemand? Approval { get; init; }

    /// <summary>How many rollouts may run at once; null for any number.</summary>
    public int? AtOnce { get; init; }

    /// <summary>The longest that a rollout may run.</summary>
    public TimeSpan? Longest { get; init; }
}
