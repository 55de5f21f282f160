using Rollouts.Domain.Freezes;

namespace Rollouts.Api.Freezes;

/// <summary>A freeze of an environment.</summary>
/// <param name="Source">The origin of the freeze: <c>file</c> or <c>declared</c>.</param>
internal sealed record FreezeView(
    string Environment,
    string Name,
    string? Reason,
    string Source,
    bool InForce,
    string? From = null,
    string? Until = null
)
{
    public static FreezeView Of(EnvironmentName environment, Freeze freeze, bool isInForce) =>
        new(environment.Value, freeze.Name.Value, freeze.Reason, "file", isInForce);

    public static FreezeView Of(EnvironmentName environment, DeclaredFreeze freeze, Instant now) =>
        new(
            environment.Value,
            freeze.Name.Value,
            freeze.Reason,
            "declared",
            freeze.IsInForce(now),
            freeze.From.ToString(),
            freeze.Until?.ToString()
        );
}
