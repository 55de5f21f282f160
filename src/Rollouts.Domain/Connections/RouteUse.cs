namespace Rollouts.Domain.Connections;

/// <summary>The route of one target as a service would use it.</summary>
/// <param name="Place">The normalised place of the route, see <see cref="IRoutePlaces.PlaceOf"/>.</param>
/// <param name="Connections">All connections to the same proxy: the route can be reached by any of them.</param>
public sealed record RouteUse(RouteRight Right, string Place, ValueList<ConnectionName> Connections);
