using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Worker.Streams;

/// <summary>Turns events into the write that appends them to their stream.</summary>
public static class StreamAppend
{
    public static ValueList<Entry> Entries(
        StreamName stream,
        int version,
        IEnumerable<(object Event, Origin Because)> events
    ) =>
        events
            .Select(
                (pair, i) =>
                    Recorder.Write(
                        stream.Text,
                        version + i + 1,
                        pair.Event,
                        pair.Because.At,
                        pair.Because.By,
                        pair.Because.Cause,
                        pair.Because.Reason
                    )
            )
            .ToValueList();

    /// <summary>The write of a stream that changes beside another one; none without events.</summary>
    public static IEnumerable<StreamWrite> Write<TState>(
        StreamName stream,
        int version,
        TState after,
        IEnumerable<(object Event, Origin Because)> events
    )
        where TState : class
    {
        var entries = Entries(stream, version, events);
        return entries.IsEmpty
            ? []
            : [new StreamWrite(stream, version) { Entries = entries, State = StateText.Write(after) }];
    }

    /// <summary>The change of a stream to which all events happen at once, for one reason.</summary>
    public static StreamChange<TState> Change<TState>(
        Snapshot<TState> before,
        TState after,
        IEnumerable<object> events,
        Origin because
    )
        where TState : class =>
        Write(before.Stream, before.Version, after, events.Select(happened => (happened, because))).ToValueList()
            is { IsEmpty: false } writes
            ? new StreamChange<TState>.Write(after, new Commit { Writes = writes })
            : new StreamChange<TState>.Keep(after);
}
