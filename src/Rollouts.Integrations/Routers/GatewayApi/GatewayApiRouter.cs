using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Kubernetes;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers.Kubernetes;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>
/// One cluster whose gateways or mesh follow the Gateway API. A change counts once the controllers of all parents have
/// accepted it.
/// </summary>
internal sealed class GatewayApiRouter(
    RouterTraits traits,
    TypedSettings<GatewayRoute> routes,
    KubernetesSettings settings,
    AdapterContext around
) : ObjectRouter<GatewayRoute>(traits, settings, around)
{
    protected override string[] Field => ["spec", "rules"];

    protected override GatewayRoute WhereOf(Settings route) => routes.Read(route);

    protected override Answer<IBackendShares> Find(JsonObject tree, GatewayRoute where) =>
        RouteRule.Find(tree, where) is { } rule
            ? rule
            : new Fault(
                FaultKind.NotFound,
                $"{where.Reference} has no such rule ({where.RuleInWords}) with named backends; {System}"
            );

    protected override RouteStatus StatusOf(JsonObject tree, bool needsBackends) => RouteStatus.Of(tree, needsBackends);
}
