using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Streams;

/// <summary>Turns events into the write that appends them to their stream.</summary>
public static class StreamAppend
{
    public static ValueList<Entry> Entries(
        StreamName stream,
        int version,
        IEnumerable<(object Event, EventMetadata Because)> events
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

    /// <summary>The write of a related stream; none without events.</summary>
    public static IEnumerable<StreamWrite> Write<TState>(
        StreamName stream,
        int version,
        TState after,
        IEnumerable<(object Event, EventMetadata Because)> events
    )
        where TState : class
    {
        var entries = Entries(stream, version, events);
        return entries.IsEmpty
            ? []
            : [new StreamWrite(stream, version) { Entries = entries, State = StateText.Write(after) }];
    }

    /// <summary>The change of a stream by events with the same time and the same reason.</summary>
    public static StreamChange<TState> Change<TState>(
        Snapshot<TState> before,
        TState after,
        IEnumerable<object> events,
        EventMetadata because
    )
        where TState : class =>
        Write(before.Stream, before.Version, after, events.Select(happened => (happened, because))).ToValueList()
            is { IsEmpty: false } writes
            ? new StreamChange<TState>.Write(after, new Commit { Writes = writes })
            : new StreamChange<TState>.Keep(after);
}
