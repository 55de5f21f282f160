using System.Text.Json;
using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Streams;

/// <summary>
/// Reads the state that is stored beside the records of a stream. A state of another build is computed again from the
/// records. If that is impossible, reading fails. It never answers that the stream does not exist.
/// </summary>
/// <param name="initial">The state of a stream without records; null if such a stream does not exist.</param>
/// <param name="evolve">The state after one more record.</param>
public sealed class StateCodec<TState>(TState? initial, Func<TState?, Entry, TState> evolve)
    where TState : class
{
    /// <summary>The state of a loaded stream.</summary>
    /// <exception cref="UnreadableStreamException">The stream has a record of another build.</exception>
    public ValueTask<TState?> ReadAsync(IStreamStore streams, StoredState? stored, CancellationToken cancellation) =>
        stored is null ? new(initial)
        : StateText.Read<TState>(stored.State) is { } state ? new(state)
        : new(ReplayAsync(streams, stored, cancellation));

    private async Task<TState?> ReplayAsync(IStreamStore streams, StoredState stored, CancellationToken cancellation)
    {
        var state = initial;
        await foreach (var (entry, _) in streams.ReadAsync(stored.Name, above: 0, cancellation))
        {
            if (entry.Version > stored.Version)
            {
                break;
            }

            state = Next(stored.Name, state, entry);
        }

        return state ?? throw new InvalidOperationException($"Stream '{stored.Name}' has no records.");
    }

    private TState Next(StreamName stream, TState? state, Entry entry)
    {
        try
        {
            return evolve(state, entry);
        }
        // The record is unknown, or has other members than this build expects.
        catch (Exception exception)
            when (exception is UnknownEventException or JsonException or ArgumentException or FormatException)
        {
            throw new UnreadableStreamException(stream, entry.Version, entry.Event, exception);
        }
    }
}
