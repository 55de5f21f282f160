namespace Rollouts.Integrations.SignIn;

/// <summary>What a pipeline's token has to say.</summary>
/// <param name="Audience">What it is made out to; a token for anybody else opens nothing here.</param>
/// <param name="NameClaim">The claim that names its holder; null for the same as with people.</param>
/// <param name="GroupsClaim">The claim that holds what roles are given by.</param>
public sealed record TokenSettings(string Audience, string? NameClaim, string GroupsClaim);
