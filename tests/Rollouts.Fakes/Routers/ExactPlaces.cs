using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;

namespace Rollouts.Fakes.Routers;

/// <summary>Compares connections and routes by exactly what they say.</summary>
public sealed class ExactPlaces : IRoutePlaces
{
    public string ProxyOf(Settings connection) => $"{connection}";

    public string PlaceOf(Settings route) => route is Settings.Text text ? $"fake:{text.Value}" : $"fake:{route}";
}
