namespace Rollouts.Api.Freezes;

/// <summary>A freeze to declare.</summary>
/// <param name="From">When the freeze begins; now if it is missing.</param>
/// <param name="Until">When the freeze ends. If it is missing, the freeze lasts until it is lifted.</param>
internal sealed record FreezeBody(
    string Environment,
    string Name,
    string Reason,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null
);
