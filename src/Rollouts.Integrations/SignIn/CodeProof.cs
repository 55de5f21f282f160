namespace Rollouts.Integrations.SignIn;

/// <summary>An authorization code from a browser, with the proof that this service requested it.</summary>
/// <param name="Verifier">The code verifier behind the challenge (RFC 7636).</param>
public sealed record CodeProof(string Code, string Verifier, Uri Redirect)
{
    public override string ToString() => "a code";
}
