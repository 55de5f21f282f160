using Rollouts.Domain.Rollouts.Services;

namespace Rollouts.Api.Services;

/// <summary>Which backend serves a target's users when nothing is on its way.</summary>
/// <param name="Version">Null where a person put it there, and nobody was told which version it runs.</param>
/// <param name="Drift">The share that somebody else has given it since, where it is not all.</param>
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
