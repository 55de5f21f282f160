using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Catalogues;

namespace Rollouts.Integrations.Tests.Routers.Kubernetes;

/// <summary>One kind of object as its contract needs it: how it is written, found and read without the adapter.</summary>
internal sealed record RouteKindUnderTest
{
    /// <summary>The router's key, as in <c>istio</c>.</summary>
    public required string Router { get; init; }

    /// <summary>The collection in namespace shop.</summary>
    public required string Collection { get; init; }

    /// <summary>The object 'checkout' with weights for v1, v2 and v0.</summary>
    public required Func<int, int, int, string> Json { get; init; }

    /// <summary>The backends in the tree of the object.</summary>
    public required Func<JsonObject, JsonArray> Backends { get; init; }

    public Func<JsonObject, string> NameOf { get; init; } = static item => item["name"]!.GetValue<string>();

    /// <summary>The route of that name in a plan's words.</summary>
    public required Func<string, Settings> Where { get; init; }

    /// <summary>Objects that are there besides.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a controller reports conditions of parents.</summary>
    public bool HasParents { get; init; }

    public string Path => $"{Collection}/checkout";

    public RouterTraits Traits => Catalogue.Routers.Single(router => router.Traits.Key == Router).Traits;

    public int WeightOf(JsonObject tree, string backend) =>
        Backends(tree).OfType<JsonObject>().Single(one => NameOf(one) == backend)["weight"]!.GetValue<int>();

    public static Settings Map(params (string Key, string Value)[] entries) =>
        new Settings.Map([.. entries.Select(one => new Setting(one.Key, new Settings.Text(one.Value)))]);
}
