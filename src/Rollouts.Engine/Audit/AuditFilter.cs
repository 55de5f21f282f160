using Rollouts.Domain.Audit;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Audit;

/// <summary>Selects records; null selects all.</summary>
/// <param name="Stream">A prefix of the stream's name, as in <c>rollout/</c> or <c>plan/prod/checkout</c>.</param>
/// <param name="Event">A prefix of the event's name, as in <c>rollout.paused</c>.</param>
/// <param name="By">
/// The identity of the actor, as in <c>key#0123456789ab</c> or <c>https://id.example.com#sub</c>.
/// </param>
/// <param name="Text">A part of the reason, without regard to case.</param>
public sealed record AuditFilter(
    string? Stream,
    string? Event,
    string? By,
    string? Text,
    Instant? Since,
    Instant? Until
)
{
    public bool Shows(Entry entry) =>
        (Event is null || entry.Event.StartsWith(Event, StringComparison.Ordinal))
        && (Since is not { } since || entry.At >= since)
        && (Until is not { } until || entry.At < until)
        && (Text is null || entry.Reason.Contains(Text, StringComparison.OrdinalIgnoreCase))
        && (By is null || EventJson.ReadActor(entry.By).Id.ToString() == By);
}
