namespace Rollouts.Engine.Access;

/// <summary>The origin of a request, for the log of refusals.</summary>
/// <param name="What">The method and path of the request, as in <c>POST /api/v1/rollouts</c>.</param>
/// <param name="Address">The address of the caller.</param>
public sealed record RequestSource(string What, string Address);
