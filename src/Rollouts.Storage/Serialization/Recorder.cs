using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;

namespace Rollouts.Storage.Serialization;

/// <summary>Converts recorded events to entries of a stream and back.</summary>
public static class Recorder
{
    public static string StreamOf(RolloutId id) => $"rollout/{id}";

    /// <param name="version">The version of the stream after the event.</param>
    public static Entry Write(RolloutId id, int version, RecordedEvent recorded) =>
        new(
            StreamOf(id),
            version,
            EventRegistry.NameOf(recorded.Event),
            recorded.At,
            EventJson.Write(recorded.By),
            recorded.Cause.What,
            recorded.Cause.Key,
            recorded.Reason,
            EventJson.Write(recorded.Event)
        );

    /// <summary>Converts an event of a stream that belongs to no rollout.</summary>
    public static Entry Write(
        string stream,
        int version,
        object happened,
        Instant at,
        Actor by,
        Cause cause,
        string reason
    ) =>
        new(
            stream,
            version,
            EventRegistry.NameOf(happened),
            at,
            EventJson.Write(by),
            cause.What,
            cause.Key,
            reason,
            EventJson.Write(happened)
        );

    public static RecordedEvent Read(Entry entry) =>
        new(
            (RolloutEvent)EventJson.Read(entry.Event, entry.Data),
            entry.At,
            EventJson.ReadActor(entry.By),
            new Cause(entry.Cause, entry.CauseKey),
            entry.Reason
        );

    /// <summary>The state after the events of a stream; null for an empty one.</summary>
    public static Rollout? Replay(IEnumerable<RecordedEvent> records) =>
        records.Aggregate((Rollout?)null, Evolution.Evolve);
}
