using System.Text.Json;
using Rollouts.Domain.Audit;

namespace Rollouts.Api.Rollouts;

/// <summary>A record of a rollout's stream: the event, its time, its actor, its cause and its reason.</summary>
internal sealed record EventView(
    int Version,
    string Event,
    string At,
    JsonElement By,
    string Cause,
    string? CauseKey,
    string Reason,
    JsonElement Data,
    string Hash
)
{
    public static EventView Of(ChainedEntry chained) =>
        new(
            chained.Entry.Version,
            chained.Entry.Event,
            chained.Entry.At.ToString(),
            JsonElement.Parse(chained.Entry.By),
            chained.Entry.Cause,
            chained.Entry.CauseKey,
            chained.Entry.Reason,
            JsonElement.Parse(chained.Entry.Data),
            chained.Hash.ToString()
        );
}
