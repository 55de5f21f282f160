using Rollouts.Domain.Services;

namespace Rollouts.Api.Services;

/// <summary>The backend that has a target's traffic between rollouts.</summary>
/// <param name="Version">Null if a person set the backend and did not name its version.</param>
/// <param name="Drift">The share that another writer has given it since, if it is not all.</param>
internal sealed record StableView(string Target, string Backend, string? Version, string? Drift)
{
    public static StableView Of(StableBackend stable, ValueList<RouteDrift> drifts) =>
        new(
            stable.Target.Value,
            stable.Backend.Value,
            stable.Version?.Value,
            drifts.FirstOrDefault(drift => drift.Target == stable.Target)?.Seen.ToString()
        );
}
