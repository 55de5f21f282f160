using Rollouts.Domain.Calendar;

namespace Rollouts.Api.Freezes;

/// <summary>A freeze of an environment.</summary>
/// <param name="Origin">Where it comes from: <c>file</c> or <c>declared</c>.</param>
internal sealed record FreezeView(
    string Environment,
    string Name,
    string? Reason,
    string Origin,
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
