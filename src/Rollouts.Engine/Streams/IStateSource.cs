using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Streams;

/// <summary>Loads the states of one kind of stream, and may cache the written ones.</summary>
public interface IStateSource<TState>
    where TState : class
{
    Task<Snapshot<TState>> LoadAsync(StreamName stream, CancellationToken cancellation);

    /// <summary>Called after a write has been committed.</summary>
    void Wrote(StreamWrite write, TState after);
}
