using Rollouts.Analysis;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.Rollouts.States;

/// <summary>One check on one target (or on all together), with its outcome.</summary>
public sealed record CheckRun
{
    public required Check Check { get; init; }

    /// <summary>The target it is judged for; null for a check that is judged once for the rollout.</summary>
    public TargetName? Target { get; init; }

    /// <summary>The first wave in which the check is evaluated.</summary>
    public int Wave { get; init; }

    public CheckOutcome Outcome { get; init; } = CheckOutcome.Watching;

    public Evidence? Evidence { get; init; }

    /// <summary>Since when the check has its present outcome.</summary>
    public Instant Since { get; init; }

    /// <summary>Increases when the check discards its evidence.</summary>
    public int Generation { get; init; }

    /// <summary>Whether its source has answered at least once.</summary>
    public bool HasAnswered { get; init; }

    /// <summary>Whether it may decide anything: a dry run is only shown.</summary>
    public bool Counts => !Check.DryRun;

    public bool IsOf(CheckName check, TargetName? target) => Check.Name == check && Target == target;

    public string Name => Target is { } target ? $"{Check.Name} on {target}" : Check.Name.Value;
}
