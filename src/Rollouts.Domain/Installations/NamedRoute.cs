using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Installations;

/// <summary>A route to which an administrator has given a name, in its router's own words.</summary>
public sealed record NamedRoute(string Name, Settings Where);
