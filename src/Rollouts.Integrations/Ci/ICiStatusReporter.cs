using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Ci;

/// <summary>Reports the status of a rollout to the pipeline that announced it.</summary>
public interface ICiStatusReporter : IDisposable
{
    /// <summary>Null if the report was accepted, or if there is nothing to report.</summary>
    Task<Fault?> TellAsync(ReplyTo to, CiNews news, CancellationToken cancellation);
}
