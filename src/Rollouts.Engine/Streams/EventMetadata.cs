using Rollouts.Domain.Rollouts;

namespace Rollouts.Engine.Streams;

/// <summary>The time, the actor, the cause and the reason of an event.</summary>
public sealed record EventMetadata(Instant At, Actor By, Cause Cause, string Reason)
{
    public static EventMetadata Of(RecordedEvent recorded) =>
        new(recorded.At, recorded.By, recorded.Cause, recorded.Reason);
}
