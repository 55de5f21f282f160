using Rollouts.Domain.Plans;

namespace Rollouts.Integrations.Routers;

/// <summary>One route of a connected router, and the two backends between which its traffic is shared.</summary>
/// <param name="Where">The route in the router's own words, its templates filled in.</param>
public sealed record RouteArms(Settings Where, BackendName Candidate, BackendName Stable);
