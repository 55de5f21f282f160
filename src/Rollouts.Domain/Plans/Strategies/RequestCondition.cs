namespace Rollouts.Domain.Plans.Strategies;

/// <summary>A condition on one part of a request.</summary>
/// <param name="Name">The header, in small letters, or the cookie; null for the path and the method.</param>
public sealed record RequestCondition(RequestPart Part, string? Name, TextMatch Match, string Value)
{
    public override string ToString() =>
        Part switch
        {
            RequestPart.Header => $"{Name}: {Pattern}",
            RequestPart.Cookie => $"cookie {Name}={Pattern}",
            RequestPart.Path => $"path {Pattern}",
            RequestPart.Method => $"method {Pattern}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private string Pattern =>
        Match switch
        {
            TextMatch.Exact => Value,
            TextMatch.Prefix => Value + "*",
            TextMatch.Regex => $"/{Value}/",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
