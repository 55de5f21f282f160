using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Connections;

/// <summary>
/// The capabilities of a kind of router. A plan that needs more is refused when it is submitted, and not when its
/// traffic is moving.
/// </summary>
public sealed record RouterTraits
{
    /// <summary>Its key in plans and connections, as in <c>appMesh</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    public required WeightGrid Weights { get; init; }

    /// <summary>Compares routes, so that one route has one owner however it is spelled.</summary>
    public required IRoutePlaces Places { get; init; }

    /// <summary>Whether the weights in force can be read back.</summary>
    public bool ReadsBack { get; init; }

    public bool Mirrors { get; init; }

    /// <summary>How it can route by request; null if it can only split traffic.</summary>
    public RequestRouting? Requests { get; init; }

    /// <summary>How it spreads requests, and what keeps a user on one version.</summary>
    public RequestDistribution Distribution { get; init; } = new();

    /// <summary>Narrows the capabilities for one route, if routes differ.</summary>
    public Func<RouterTraits, Settings, RouterTraits> Narrow { get; init; } = static (traits, _) => traits;

    /// <summary>Whether a backend can be added at weight 0 and removed again.</summary>
    public bool AddsBackends { get; init; }

    /// <summary>Whether it can read the availability of the Deployment behind a backend.</summary>
    public bool ReadsDeployments { get; init; }

    public ValueList<BuiltInQueries> BuiltIns { get; init; } = [];

    /// <summary>Whether the requests that it counts are of the route alone.</summary>
    public bool CountsOneRoute => BuiltIns.Any(queries => queries is { CountsOneRoute: true, Counts: not null });

    /// <param name="dialect">The <see cref="SourceTraits.Dialect"/> of the queried source.</param>
    public BuiltInQueries? BuiltInsOn(string dialect) => BuiltIns.FirstOrDefault(queries => queries.Source == dialect);
}
