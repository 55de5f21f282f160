using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Aws;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.AppMesh;

/// <summary>
/// Drives one App Mesh. An update takes no expected version, so the last writer wins. The version in the answer shows
/// whether another client wrote in between.
/// </summary>
internal sealed class AppMeshRouter(AwsEndpoint endpoint, AdapterContext around)
    : ConditionalRouter<AppMeshRoute>(AppMeshDescriptor.Descriptor.Traits)
{
    public static readonly WeightGrid Weights = new WeightGrid.SumTo(RouteSpec.Whole);

    private readonly AppMeshClient _client = new(endpoint, around);

    public override void Dispose() => _client.Dispose();

    protected override string System => _client.Name;

    protected override AppMeshRoute WhereOf(Settings route) => AppMeshDescriptor.Route.Read(route);

    protected override Task<Answer<T>> RunAsync<T>(
        Func<CancellationToken, Task<Answer<T>>> call,
        CancellationToken cancellation
    ) => _client.RunAsync(call, cancellation);

    protected override async Task<Answer<IBackendShares>> ReadAsync(
        RouteArms route,
        AppMeshRoute where,
        CancellationToken end
    )
    {
        var answer = await _client.DescribeAsync(where, end).ConfigureAwait(false);
        return !answer.TryGet(out var described, out var fault) ? fault
            : Ambiguous(described.Spec, route, where) is { } twice ? twice
            : described.Spec;
    }

    protected override async Task<Answer<Done>> ChangeAsync(
        RouteArms route,
        AppMeshRoute where,
        Change change,
        CancellationToken end
    )
    {
        var before = await _client.DescribeAsync(where, end).ConfigureAwait(false);
        if (!before.TryGet(out var described, out var fault))
        {
            return fault;
        }

        var wanted = RouteSpec.Parse(described.Spec.Tree)!;
        return (Ambiguous(wanted, route, where) ?? change(wanted, where)) is { } refused ? refused
            : wanted.Says(described.Spec) ? default(Done)
            : await PutAsync(where, wanted, described.Version, end).ConfigureAwait(false);
    }

    private async Task<Answer<Done>> PutAsync(AppMeshRoute where, RouteSpec wanted, long before, CancellationToken end)
    {
        var updated = await _client.UpdateAsync(where, wanted, end).ConfigureAwait(false);
        if (!updated.TryGet(out var after, out var fault))
        {
            return fault;
        }

        if (after.Version == before + 1)
        {
            return after.Spec.Says(wanted) ? default(Done) : Differs(where);
        }

        // The last write has overwritten the other one. Only the next read shows which of the two was last.
        around.Remark(
            $"another writer changed {where} while it was being written (version {before} became "
                + $"{after.Version}); look whether their change is still wanted"
        );
        var again = await _client.DescribeAsync(where, end).ConfigureAwait(false);
        return !again.TryGet(out var shown, out fault) ? fault
            : shown.Spec.Says(wanted) ? default(Done)
            : Differs(where);
    }

    private Fault Differs(AppMeshRoute where) =>
        new(FaultKind.Broken, $"{_client.Name} accepted an update of {where} and shows another");
}
