using System.Text.Json;
using Rollouts.Domain.Audit;

namespace Rollouts.Demo.Clients;

/// <summary>Converts records of the API back into events.</summary>
internal static class EventSeen
{
    public static ChainedEntry Of(string rollout, JsonElement seen) =>
        new(
            new Entry(
                $"rollout/{rollout}",
                seen.GetProperty("version").GetInt32(),
                seen.GetProperty("event").GetString()!,
                Instant.From(seen.GetProperty("at").GetDateTimeOffset()),
                seen.GetProperty("by").GetRawText(),
                seen.GetProperty("cause").GetString()!,
                seen.TryGetProperty("causeKey", out var key) ? key.GetString() : null,
                seen.GetProperty("reason").GetString()!,
                seen.GetProperty("data").GetRawText()
            ),
            new Hash(seen.GetProperty("hash").GetString()!)
        );
}
