namespace Rollouts.Api.Tokens;

/// <summary>The result of a token's verification.</summary>
internal abstract record TokenVerdict
{
    private TokenVerdict() { }

    public sealed record Accepted(Claims Claims) : TokenVerdict;

    public sealed record Refused(TokenRefusal Why) : TokenVerdict;

    public static implicit operator TokenVerdict(TokenRefusal why) => new Refused(why);
}
