namespace Rollouts.Integrations.SignIn;

/// <summary>The required claims of a pipeline's token.</summary>
/// <param name="Audience">The required audience; a token for another audience is refused.</param>
/// <param name="NameClaim">The claim with the holder's name; null for the same claim as for people.</param>
/// <param name="GroupsClaim">The claim with the groups by which roles are assigned.</param>
public sealed record TokenSettings(string Audience, string? NameClaim, string GroupsClaim);
