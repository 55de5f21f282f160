using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Traefik;

/// <summary>The services of a weighted TraefikService, changed in the tree of their object.</summary>
internal sealed class WeightedServices(WeightedBackends services) : IBackendShares
{
    /// <summary>Traefik walks through the weights one by one; larger numbers share out no better.</summary>
    public static readonly WeightGrid Weights = new WeightGrid.RatioUpTo(10_000);

    private static readonly BackendForm Form = new()
    {
        Grid = Weights,
        Most = 100,
        Whole = 100,
        Unsaid = static _ => 1,
    };

    /// <summary>Null if the object has no weighted services with names.</summary>
    public static WeightedServices? Find(JsonObject tree) =>
        WeightedBackends.Of(tree["spec"]?["weighted"]?["services"], Form) is { } services
            ? new WeightedServices(services)
            : null;

    public bool Has(BackendName name) => services.Has(name);

    public bool HasTwice(BackendName name) => services.HasTwice(name);

    public string? NamespaceOf(BackendName name) => services.NamespaceOf(name);

    public bool HasTraffic(BackendName name) => services.WeightOf(name) > 0;

    public ObservedTraffic See(BackendName candidate, BackendName stable) => services.See(candidate, stable);

    public Fault? Share(BackendName candidate, BackendName stable, Traffic traffic)
    {
        services.Share(candidate, stable, traffic.Candidate);
        return null;
    }

    public Fault? Add(BackendName candidate, BackendName stable) => services.Add(candidate, stable);

    public void Remove(BackendName name) => services.Remove(name);
}
