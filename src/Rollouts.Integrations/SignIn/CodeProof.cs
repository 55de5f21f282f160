namespace Rollouts.Integrations.SignIn;

/// <summary>A code that a browser brought back, with what shows that it was this service that asked for it.</summary>
/// <param name="Verifier">What the challenge was made of (RFC 7636).</param>
public sealed record CodeProof(string Code, string Verifier, Uri Redirect)
{
    public override string ToString() => "a code";
}
