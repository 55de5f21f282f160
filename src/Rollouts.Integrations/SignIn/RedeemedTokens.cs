namespace Rollouts.Integrations.SignIn;

/// <summary>What a provider gives for a code. It is used at once and kept nowhere.</summary>
public sealed record RedeemedTokens(string IdToken, string AccessToken)
{
    /// <summary>Nothing of it may stand in a log.</summary>
    public override string ToString() => "tokens";
}
