using System.Text.Json;

namespace Rollouts.Demo.Clients;

/// <summary>A rollout as the API shows it.</summary>
/// <param name="Position">Where it stands, for the next command; a list does not say it.</param>
/// <param name="Observed">The candidate's share that was read at the router; null where nothing was read yet.</param>
internal sealed record RolloutSeen(
    string Id,
    string Service,
    string Version,
    string Status,
    string? Position,
    string? Observed,
    bool HasEnded
)
{
    public static RolloutSeen Of(JsonElement seen) =>
        new(
            Text(seen, "id")!,
            Text(seen, "service")!,
            Text(seen, "version")!,
            Text(seen, "status")!,
            Text(seen, "position"),
            seen.TryGetProperty("targets", out var targets) ? Text(targets[0], "observed") : null,
            Text(seen, "endedAt") is not null
        );

    private static string? Text(JsonElement seen, string name) =>
        seen.TryGetProperty(name, out var value) ? value.GetString() : null;
}
