using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Services;

namespace Rollouts.Worker.Starting;

/// <summary>What came of wanting a rollout to be opened.</summary>
public abstract record Started
{
    private Started() { }

    public sealed record Opened(Rollout Rollout) : Started;

    public sealed record Refused(ServiceDecision.Refused Why) : Started;

    /// <summary>Others were quicker, each time.</summary>
    public sealed record Outrun : Started;
}
