using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.InstallationFiles;

/// <summary>
/// A route as its router spells it, with its owners beside: <c>{ proxy: be_checkout, services: [checkout] }</c>.
/// </summary>
/// <param name="name">Its name among the schema's definitions.</param>
internal sealed class NamedRouteShape(string name, Shape<Settings> route) : Shape<NamedRouteShape.Unnamed>
{
    private static readonly Key<ValueList<ServiceName>> Services = Key.Optional(
        "services",
        Lists.Of(NameWords.Service),
        [],
        "The services that own the route. No other service can move its traffic."
    );

    private static readonly Key<ValueList<EnvironmentName>> Environments = Key.Optional(
        "environments",
        Lists.Of(NameWords.Environment),
        [],
        "The environments whose plans may use the route."
    );

    private static readonly Key[] Owners = [Services, Environments];

    /// <summary>A route without its name, which is the key above it.</summary>
    public delegate NamedRoute Unnamed(string name);

    public override string Expected => route.Expected;

    public override SchemaNode Describe(SchemaBuilder schema) =>
        schema.Define(
            name,
            () =>
            {
                var described = schema.Resolve(route.Describe(schema));
                var properties = described.Json["properties"]!.AsObject();
                foreach (var key in Owners)
                {
                    properties[key.Name] = new SchemaNode(key.Shape.Describe(schema).Json)
                        .With("description", key.Says)
                        .Json;
                }

                return described;
            }
        );

    public override bool TryRead(Node node, PlanPath at, FaultList faults, [MaybeNullWhen(false)] out Unnamed value)
    {
        value = null;
        var (own, others) = Split(node);
        var complete = route.TryRead(others, at, faults, out var where);
        var values = new Dictionary<Key, object?>();
        foreach (var key in Owners)
        {
            complete &= key.TryRead(own?.Find(key.Name)?.Value, at.Key(key.Name), faults, out var read);
            values[key] = read;
        }

        if (!complete || where is null)
        {
            return false;
        }

        value = called => new NamedRoute(called, where)
        {
            Services = (ValueList<ServiceName>)values[Services]!,
            Environments = (ValueList<EnvironmentName>)values[Environments]!,
        };
        return true;
    }

    // The router's own shape refuses a node that is not a map.
    private static (Mapping? Own, Node Others) Split(Node node) =>
        node is Mapping map
            ? (map, map with { Entries = [.. map.Entries.Where(entry => Owners.All(key => key.Name != entry.Key))] })
            : (null, node);
}
