using System.Text.Json;

namespace Rollouts.Demo.Clients;

/// <summary>A rollout in a response of the API.</summary>
/// <param name="Position">The position for the next command. A list does not contain it.</param>
/// <param name="IsHealthy">Whether each check is healthy. A list does not contain the checks.</param>
/// <param name="Observed">The candidate's share at the router; null before the first read.</param>
internal sealed record RolloutSeen(
    string Id,
    string Service,
    string Version,
    string Status,
    string? Position,
    string? Observed,
    bool HasEnded,
    bool IsHealthy
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
            Text(seen, "endedAt") is not null,
            seen.TryGetProperty("checks", out var checks)
                && checks.EnumerateArray().All(check => Text(check, "outcome") == "Healthy")
        );

    private static string? Text(JsonElement seen, string name) =>
        seen.TryGetProperty(name, out var value) ? value.GetString() : null;
}
