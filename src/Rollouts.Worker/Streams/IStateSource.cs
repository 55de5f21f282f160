using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Worker.Streams;

/// <summary>Loads the states of one kind of stream, and may remember those that were written.</summary>
public interface IStateSource<TState>
    where TState : class
{
    Task<Snapshot<TState>> LoadAsync(StreamName stream, CancellationToken cancellation);

    /// <summary>Called after a write has been committed.</summary>
    void Wrote(StreamWrite write, TState after);
}
