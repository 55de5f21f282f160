using Rollouts.Domain.Rollouts;
using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Rollouts;

/// <summary>Seals the evidence of rollouts that have ended.</summary>
public interface IEvidenceSealer
{
    /// <summary>Seals the evidence if it is time, and returns when to look again.</summary>
    Task<DueTime> LookAsync(Rollout ended, CancellationToken cancellation);
}
