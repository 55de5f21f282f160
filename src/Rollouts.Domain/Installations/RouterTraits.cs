namespace Rollouts.Domain.Installations;

/// <summary>
/// What a kind of router can do. A plan that asks for more is refused when it is submitted, not when traffic
/// already moves.
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

    public bool RoutesByHeader { get; init; }

    /// <summary>Whether a backend can be added at weight 0 and removed again.</summary>
    public bool AddsBackends { get; init; }

    public ValueList<BuiltInQueries> BuiltIns { get; init; } = [];

    /// <param name="dialect">The <see cref="SourceTraits.Dialect"/> of the source that is asked.</param>
    public BuiltInQueries? BuiltInsOn(string dialect) => BuiltIns.FirstOrDefault(queries => queries.Source == dialect);
}
