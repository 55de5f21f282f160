using Rollouts.Domain.Freezes;

namespace Rollouts.Domain.Connections;

/// <summary>
/// The requirements of an administrator for every rollout in an environment. Plans may tighten them but never loosen
/// them.
/// </summary>
public sealed record EnvironmentPolicy
{
    public ValueList<Freeze> Freezes { get; init; } = [];

    public ApprovalDemand? Approval { get; init; }

    /// <summary>How many rollouts may run at once; null for any number.</summary>
    public int? AtOnce { get; init; }

    /// <summary>
    /// Whether messages in a chat only lead to the dashboard, where persons decide after signing in.
    /// </summary>
    public bool IsChatLinkOnly { get; init; }

    /// <summary>Whether every rollout is only observed, whatever its start asks for.</summary>
    public bool ObservesOnly { get; init; }

    /// <summary>The longest that a rollout may run.</summary>
    public TimeSpan? Longest { get; init; }
}
