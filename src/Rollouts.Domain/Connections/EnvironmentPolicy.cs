using Rollouts.Domain.Freezes;
using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Connections;

/// <summary>
/// The requirements of an administrator for every rollout in an environment. Plans may tighten them but never loosen
/// them.
/// </summary>
public sealed record EnvironmentPolicy
{
    public ValueList<Freeze> Freezes { get; init; } = [];

    /// <summary>Asked for beside the approvals of the plan. All of them must be given.</summary>
    public ApprovalDemand? Approval { get; init; }

    /// <summary>How many rollouts may run at once; null for any number.</summary>
    public int? AtOnce { get; init; }

    /// <summary>
    /// Whether messages in a chat only lead to the dashboard, where persons decide after signing in.
    /// </summary>
    public bool IsChatLinkOnly { get; init; }

    /// <summary>Whether every rollout is only observed. A start cannot ask for more.</summary>
    public bool ObservesOnly { get; init; }

    /// <summary>The longest that a rollout may run.</summary>
    public TimeSpan? Longest { get; init; }
}
