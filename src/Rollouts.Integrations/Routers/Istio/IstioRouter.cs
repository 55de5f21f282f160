using System.Text.Json.Nodes;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Kubernetes;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers.Kubernetes;

namespace Rollouts.Integrations.Routers.Istio;

/// <summary>
/// One cluster with Istio. A subset is declared before a route names it and taken away after no route does, since
/// requests to a subset that is not declared fail.
/// </summary>
internal sealed class IstioRouter(KubernetesSettings settings, AdapterContext around)
    : ObjectRouter<IstioRoute>(IstioDescriptor.Descriptor.Traits, settings, around)
{
    protected override string[] Field => ["spec", "http"];

    public override async Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation) =>
        await SubsetsAsync(route, (subsets, label) => subsets.Add(route.Candidate, route.Stable, label), cancellation)
            .ConfigureAwait(false)
        ?? await base.AddCandidateAsync(route, cancellation).ConfigureAwait(false);

    public override async Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation) =>
        await base.RemoveStableAsync(route, cancellation).ConfigureAwait(false)
        ?? await SubsetsAsync(
                route,
                (subsets, _) =>
                {
                    subsets.Remove(route.Stable);
                    return null;
                },
                cancellation
            )
            .ConfigureAwait(false);

    protected override IstioRoute WhereOf(Settings route) => IstioDescriptor.Route.Read(route);

    protected override Answer<IBackendShares> Find(JsonObject tree, IstioRoute where) =>
        HttpRoute.Find(tree, where) is { } route
            ? route
            : new Fault(
                FaultKind.NotFound,
                $"{where.Reference} has no such route ({where.RouteInWords}) with destinations; {System}"
            );

    private async Task<Fault?> SubsetsAsync(
        RouteArms route,
        Func<Subsets, string, Fault?> change,
        CancellationToken cancellation
    )
    {
        var where = WhereOf(route.Where);
        if (where.Rule is not { } rule)
        {
            return null;
        }

        var answer = await RunAsync(
                end =>
                    ChangeAsync(
                        rule,
                        ["spec", "subsets"],
                        tree =>
                            Subsets.Of(tree) is { } subsets
                                ? change(subsets, where.Label)
                                : new Fault(FaultKind.Unusable, $"{rule} has no subsets with names; {System}"),
                        end
                    ),
                cancellation
            )
            .ConfigureAwait(false);
        return answer.TryGet(out _, out var fault) ? null : fault;
    }
}
