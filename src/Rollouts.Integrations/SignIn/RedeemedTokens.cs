namespace Rollouts.Integrations.SignIn;

/// <summary>The tokens that a provider issues for a code. They are used at once and stored nowhere.</summary>
public sealed record RedeemedTokens(string IdToken, string AccessToken)
{
    /// <summary>Keeps the tokens out of logs.</summary>
    public override string ToString() => "tokens";
}
