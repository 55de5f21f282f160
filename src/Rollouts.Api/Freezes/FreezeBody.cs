namespace Rollouts.Api.Freezes;

/// <summary>A freeze that is to be declared.</summary>
/// <param name="From">From when on; now where it is left out.</param>
/// <param name="Until">Until when; where it is left out, until it is lifted.</param>
internal sealed record FreezeBody(
    string Environment,
    string Name,
    string Reason,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null
);
