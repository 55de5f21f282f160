using Rollouts.Engine.Clocks;
using Rollouts.Storage;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Streams;

/// <summary>
/// The only way to change a stream: load, decide, append on condition that the stream has not changed, and decide again
/// on the state that the winner of a race has left.
/// </summary>
public sealed class StreamRunner(IStreamStore streams, StoreClock clock)
{
    /// <summary>
    /// A stream that changes at this many attempts in a row has more writers than this design expects.
    /// </summary>
    public const int MostAttempts = 5;

    public async Task<Snapshot<TState>> LoadAsync<TState>(
        StreamName stream,
        StateCodec<TState> codec,
        CancellationToken cancellation
    )
        where TState : class
    {
        var loaded = await streams.LoadAsync([stream], cancellation);
        clock.Saw(loaded.Now);
        var stored = loaded.Streams[0];
        return new Snapshot<TState>(stream, stored?.Version ?? 0, await codec.ReadAsync(streams, stored, cancellation));
    }

    /// <summary>Changes a stream on which no other stream depends.</summary>
    /// <param name="answer">Makes the answer that is committed with a change; null if the request has no key.</param>
    public Task<CommandResult<TState>> TransactAsync<TState>(
        StreamName stream,
        StateCodec<TState> codec,
        Func<Snapshot<TState>, Instant, StreamChange<TState>> decide,
        CancellationToken cancellation,
        Func<TState, StoredAnswer>? answer = null
    )
        where TState : class =>
        TransactAsync(
            new Source<TState>(this, codec),
            stream,
            (snapshot, now) => new(Answered(decide(snapshot, now), answer)),
            from: null,
            cancellation
        );

    /// <summary>Changes a stream whose decision needs an asynchronous read first.</summary>
    public Task<CommandResult<TState>> TransactAsync<TState>(
        StreamName stream,
        StateCodec<TState> codec,
        Func<Snapshot<TState>, Instant, ValueTask<StreamChange<TState>>> decide,
        CancellationToken cancellation,
        Func<TState, StoredAnswer>? answer = null
    )
        where TState : class =>
        TransactAsync(
            new Source<TState>(this, codec),
            stream,
            async (snapshot, now) => Answered(await decide(snapshot, now), answer),
            from: null,
            cancellation
        );

    /// <param name="from">The snapshot of the first attempt, if the caller has one; null loads it.</param>
    public async Task<CommandResult<TState>> TransactAsync<TState>(
        IStateSource<TState> source,
        StreamName stream,
        Func<Snapshot<TState>, Instant, ValueTask<StreamChange<TState>>> decide,
        Snapshot<TState>? from,
        CancellationToken cancellation
    )
        where TState : class
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var snapshot = attempt == 0 && from is not null ? from : await source.LoadAsync(stream, cancellation);
            switch (await decide(snapshot, clock.Now))
            {
                case StreamChange<TState>.Refuse refused:
                    return new CommandResult<TState>.Refused(refused.Why);
                case StreamChange<TState>.Keep kept:
                    return kept.State is { } state
                        ? new CommandResult<TState>.Accepted(state, Changed: false)
                        : new CommandResult<TState>.NotFound();
                case StreamChange<TState>.Write write when await WriteAsync(source, write, cancellation) is { } result:
                    return result;
            }
        }

        return new CommandResult<TState>.Conflict();
    }

    /// <summary>
    /// Appends records to a stream that has no state. It makes more attempts, because deliveries come in bursts and all
    /// of them append to one stream.
    /// </summary>
    /// <param name="answer">The answer to the request; null if there is none.</param>
    /// <returns>False if the stream changed at each attempt. Nothing was written then.</returns>
    public async Task<bool> AppendAsync(
        StreamName stream,
        IReadOnlyList<(object Event, EventMetadata Because)> events,
        ValueList<Message> messages,
        StoredAnswer? answer,
        CancellationToken cancellation
    )
    {
        for (var attempt = 0; attempt < 4 * MostAttempts; attempt++)
        {
            var loaded = await streams.LoadAsync([stream], cancellation);
            clock.Saw(loaded.Now);
            var version = loaded.Streams[0]?.Version ?? 0;
            var commit = new Commit
            {
                Writes =
                [
                    new StreamWrite(stream, version) { Entries = StreamAppend.Entries(stream, version, At(events)) },
                ],
                Messages = messages,
                Answer = answer,
                Wakes = !messages.IsEmpty,
            };
            switch ((await streams.CommitAsync([commit], cancellation))[0])
            {
                // Another process has taken the request over and finished it first.
                case CommitOutcome.Written or CommitOutcome.AnsweredBefore:
                    return true;
            }
        }

        return false;
    }

    private static StreamChange<TState> Answered<TState>(
        StreamChange<TState> change,
        Func<TState, StoredAnswer>? answer
    )
        where TState : class =>
        change is StreamChange<TState>.Write write && answer is not null
            ? write with
            {
                Commit = write.Commit with { Answer = answer(write.After) },
            }
            : change;

    private IEnumerable<(object Event, EventMetadata Because)> At(
        IEnumerable<(object Event, EventMetadata Because)> events
    ) => events.Select(pair => (pair.Event, pair.Because with { At = clock.Now }));

    /// <summary>Null if the stream has changed. The next attempt decides again.</summary>
    private async Task<CommandResult<TState>?> WriteAsync<TState>(
        IStateSource<TState> source,
        StreamChange<TState>.Write write,
        CancellationToken cancellation
    )
        where TState : class
    {
        var outcome = (await streams.CommitAsync([write.Commit], cancellation))[0];
        switch (outcome)
        {
            case CommitOutcome.Written:
                source.Wrote(write.Commit.Writes[0], write.After);
                return new CommandResult<TState>.Accepted(write.After, Changed: true);
            case CommitOutcome.LeaseLost:
                return new CommandResult<TState>.LeaseLost();
            case CommitOutcome.AnsweredBefore:
                return new CommandResult<TState>.AnsweredBefore();
            case CommitOutcome.Conflict:
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private sealed class Source<TState>(StreamRunner runner, StateCodec<TState> codec) : IStateSource<TState>
        where TState : class
    {
        public Task<Snapshot<TState>> LoadAsync(StreamName stream, CancellationToken cancellation) =>
            runner.LoadAsync(stream, codec, cancellation);

        public void Wrote(StreamWrite write, TState after) { }
    }
}
