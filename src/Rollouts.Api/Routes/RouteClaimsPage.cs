namespace Rollouts.Api.Routes;

/// <summary>A part of the list of claims.</summary>
/// <param name="Cursor">Send it to read the next part; null if this is the last one.</param>
internal sealed record RouteClaimsPage(ValueList<RouteClaimView> Claims, string? Cursor);
