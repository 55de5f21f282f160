using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Tests.Installations;

/// <summary>Compares connections and routes by exactly what they say.</summary>
internal sealed class PlainPlaces : IRoutePlaces
{
    public string ProxyOf(Settings connection) => $"{connection}";

    public string PlaceOf(Settings route) => $"plain:{route}";
}
