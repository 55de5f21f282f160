using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Ci;

/// <summary>Tells a pipeline how a rollout goes that it has announced.</summary>
public interface ICiTeller : IDisposable
{
    /// <summary>Null where it was taken, or where there is nothing to tell.</summary>
    Task<Fault?> TellAsync(ReplyTo to, CiNews news, CancellationToken cancellation);
}
