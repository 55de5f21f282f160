namespace Rollouts.Domain.Connections;

/// <summary>The kinds of router and metric source that this build knows.</summary>
public sealed record Systems(ValueList<RouterTraits> Routers, ValueList<SourceTraits> Sources)
{
    public RouterTraits? Router(string key) => Routers.FirstOrDefault(router => router.Key == key);
}
