using Rollouts.Storage.Jobs;

namespace Rollouts.Engine.Jobs;

/// <summary>
/// Has stored jobs run by a process of the installation. A job that was stored and not enqueued is found later.
/// </summary>
public interface IJobDispatcher
{
    void Enqueue(JobId id);
}
