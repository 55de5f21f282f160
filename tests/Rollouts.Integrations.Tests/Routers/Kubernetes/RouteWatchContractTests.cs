using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Integrations.Tests.Routers.Kubernetes;

/// <summary>
/// What each router of Kubernetes hears of its route without reading it, from the stand-in or from the cluster that the
/// environment names.
/// </summary>
[Collection(KubernetesRouterContract.OneAfterAnother)]
public sealed class RouteWatchContractTests
{
    private static readonly Traffic Quarter = new(Weight.Percent(25), [], Weight.Zero);

    private readonly List<string> _drifts = [];

    public static TheoryData<string> Names => DeploymentContractTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Hears_of_every_change_and_needs_no_read_without_one(string kind)
    {
        await using var cluster = await OneCluster.ConnectAsync(DeploymentContractTests.Kinds[kind]);
        using var router = cluster.Open();
        var watcher = (IRouteWatcher)router;
        using var watch = watcher.Watch(cluster.Arms(), Drifted);

        await ReadUntilShownAsync(Traffic.None);
        Assert.Null(await router.WriteAsync(cluster.Arms(), Quarter, default));
        await ReadUntilShownAsync(Quarter);
        Assert.Empty(_drifts);

        await cluster.PutAsync(50, 50, 0);

        await Eventually.IsAsync(() => Drifts().Count > 0, "the drift is told");
        Assert.Contains("50%", Drifts()[0], StringComparison.Ordinal);
        Assert.Contains("argocd-controller", Drifts()[0], StringComparison.Ordinal);
        Assert.Null(watcher.Shown(cluster.Arms()));
        await ReadUntilShownAsync(new Traffic(Weight.Percent(50), [], Weight.Zero));

        async Task ReadUntilShownAsync(Traffic traffic)
        {
            Assert.IsType<Answer<ObservedTraffic>.Got>(await router.ReadAsync(cluster.Arms(), default));
            await Eventually.IsAsync(
                () => watcher.Shown(cluster.Arms()) == ObservedTraffic.Of(traffic),
                $"{traffic} is shown without a read"
            );
        }
    }

    private List<string> Drifts()
    {
        lock (_drifts)
        {
            return [.. _drifts];
        }
    }

    private void Drifted(string what)
    {
        lock (_drifts)
        {
            _drifts.Add(what);
        }
    }
}
