using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts.Events;

namespace Rollouts.Domain.Rollouts.Recording;

/// <summary>Turns happenings into entries of a stream and back.</summary>
public static class Recorder
{
    public static string StreamOf(RolloutId id) => $"rollout/{id}";

    /// <param name="version">The version that the stream gets by it.</param>
    public static Entry Write(RolloutId id, int version, Happening happening) =>
        new(
            StreamOf(id),
            version,
            EventRegistry.NameOf(happening.Event),
            happening.At,
            EventJson.Write(happening.By),
            happening.Cause.What,
            happening.Cause.Key,
            happening.Reason,
            EventJson.Write(happening.Event)
        );

    /// <summary>Something that happened to another stream than a rollout's.</summary>
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

    public static Happening Read(Entry entry) =>
        new(
            (RolloutEvent)EventJson.Read(entry.Event, entry.Data),
            entry.At,
            EventJson.ReadActor(entry.By),
            new Cause(entry.Cause, entry.CauseKey),
            entry.Reason
        );

    /// <summary>The state that a stream makes; null for an empty one.</summary>
    public static Rollout? Replay(IEnumerable<Happening> happenings) =>
        happenings.Aggregate((Rollout?)null, Evolution.Evolve);
}
