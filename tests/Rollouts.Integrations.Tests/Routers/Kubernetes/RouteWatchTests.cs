using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Routers;

namespace Rollouts.Integrations.Tests.Routers.Kubernetes;

/// <summary>A route that others change is noticed without being read.</summary>
public sealed class RouteWatchTests : IAsyncLifetime
{
    private static readonly Traffic Quarter = new(Weight.Percent(25), [], Weight.Zero);

    private readonly List<string> _drifts = [];
    private OneCluster _cluster = null!;
    private ITrafficRouter _router = null!;
    private IDisposable _watch = null!;

    public async Task InitializeAsync()
    {
        _cluster = await OneCluster.StartAsync(RouteKinds.VirtualServiceByHost);
        _cluster.Server.BookmarkEvery = TimeSpan.FromMilliseconds(50);
        _router = _cluster.Open();
        _watch = ((IRouteWatcher)_router).Watch(_cluster.Arms(), Drifted);
        await Eventually.IsAsync(() => _cluster.Server.CountOf("WATCH") == 1, "the watch begins");
        await ReadAsync();
    }

    public async Task DisposeAsync()
    {
        _watch.Dispose();
        _router.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_change_by_another_writer_is_told_at_once_with_its_name()
    {
        var requests = _cluster.Server.Requests.Count;

        _cluster.Put(50, 50, 0);

        await OneDriftAsync();
        Assert.Equal(
            "VirtualService shop/checkout shows 50% for 'v2'; the last other writer is 'argocd-controller'",
            Assert.Single(_drifts)
        );
        Assert.Equal(requests, _cluster.Server.Requests.Count);
    }

    [Fact]
    public async Task What_the_router_writes_itself_is_no_drift()
    {
        Assert.Null(await _router.WriteAsync(_cluster.Arms(), Quarter, default));
        Assert.Null(await _router.WriteAsync(_cluster.Arms(), Traffic.None, default));

        _cluster.Put(70, 30, 0);
        await OneDriftAsync();
        Assert.Contains("30%", _drifts[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_something_else_is_no_drift()
    {
        _cluster.Server.Change(
            RouteKinds.VirtualServiceByHost.Path,
            tree => tree["spec"]!["hosts"]!.AsArray().Add("b")
        );
        _cluster.Put(10, 90, 0);

        await OneDriftAsync();
        Assert.Contains("90%", Assert.Single(_drifts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_made_again_and_misses_nothing()
    {
        _cluster.Server.BreakWatches();
        _cluster.Put(50, 50, 0);

        await OneDriftAsync();
        Assert.Equal(2, _cluster.Server.CountOf("WATCH"));
    }

    [Fact]
    public async Task A_version_that_the_cluster_has_forgotten_is_listed_anew()
    {
        var lists = Lists();
        _cluster.Server.Compact();
        _cluster.Server.BreakWatches();

        await Eventually.IsAsync(() => Lists() > lists, "everything is listed anew");
        _cluster.Put(50, 50, 0);
        await OneDriftAsync();
    }

    [Fact]
    public async Task An_object_that_is_deleted_is_told()
    {
        _cluster.Server.Remove(RouteKinds.VirtualServiceByHost.Path);

        await OneDriftAsync();
        Assert.Equal("VirtualService shop/checkout was deleted", _drifts[0]);
    }

    [Fact]
    public async Task A_right_that_is_missing_is_remarked_once_and_reads_go_on()
    {
        _cluster.Server.Allows = static (verb, _) => verb is not ("list" or "watch");
        using var router = _cluster.Open();
        using var watch = ((IRouteWatcher)router).Watch(_cluster.Arms(), Drifted);

        await Eventually.IsAsync(() => _cluster.Remarks.Count == 1, "it is remarked");

        Assert.Contains("cannot be watched, and is only read", _cluster.Remarks[0], StringComparison.Ordinal);
        Assert.IsType<Integrations.Outside.Answer<ObservedTraffic>.Got>(
            await router.ReadAsync(_cluster.Arms(), default)
        );
    }

    [Fact]
    public async Task Two_routes_of_a_namespace_share_one_watch()
    {
        using var other = ((IRouteWatcher)_router).Watch(_cluster.Arms(candidate: "v0"), Drifted);
        await ReadAsync(_cluster.Arms(candidate: "v0"));

        _cluster.Put(0, 50, 50);

        await Eventually.IsAsync(() => Count() == 2, "both are told");
        Assert.Equal(1, _cluster.Server.CountOf("WATCH"));
    }

    [Fact]
    public async Task What_was_read_needs_no_second_read_while_the_watch_shows_the_same()
    {
        await Eventually.IsAsync(() => Shown() == ObservedTraffic.Of(Traffic.None), "the watch and the read agree");
        var requests = _cluster.Server.Requests.Count;

        Assert.Null(await _router.WriteAsync(_cluster.Arms(), Quarter, default));
        await Eventually.IsAsync(() => Shown() == ObservedTraffic.Of(Quarter), "the change is shown without a read");

        // The write itself reads, patches, and that is all.
        Assert.Equal(requests + 2, _cluster.Server.Requests.Count);
    }

    [Fact]
    public async Task Any_change_of_the_object_needs_a_read()
    {
        await Eventually.IsAsync(() => Shown() is not null, "the watch and the read agree");

        _cluster.Server.Change(
            RouteKinds.VirtualServiceByHost.Path,
            tree => tree["spec"]!["hosts"]!.AsArray().Add("b")
        );

        await Eventually.IsAsync(() => Shown() is null, "the read is old");
        await ReadAsync();
        await Eventually.IsAsync(() => Shown() is not null, "the watch and the read agree again");
    }

    [Fact]
    public async Task A_watch_that_is_broken_stands_in_for_no_read()
    {
        await Eventually.IsAsync(() => Shown() is not null, "the watch and the read agree");

        _cluster.Server.Allows = static (verb, _) => verb is not ("list" or "watch");
        _cluster.Server.BreakWatches();

        await Eventually.IsAsync(() => Shown() is null, "the watch is broken");
        await ReadAsync();
        Assert.Null(Shown());
    }

    [Fact]
    public async Task What_was_deleted_while_nothing_was_watched_is_told()
    {
        _cluster.Server.Allows = static (verb, _) => verb is not "watch";
        _cluster.Server.BreakWatches();
        await Eventually.IsAsync(() => Shown() is null, "the watch is broken");
        _cluster.Server.Remove(RouteKinds.VirtualServiceByHost.Path);
        _cluster.Server.Compact();

        _cluster.Server.Allows = static (_, _) => true;

        await OneDriftAsync();
        Assert.Equal("VirtualService shop/checkout was deleted", _drifts[0]);
    }

    [Fact]
    public async Task A_route_that_lacks_its_stable_backend_is_read_each_time()
    {
        var route = _cluster.Arms(stable: "nowhere");
        using var watch = ((IRouteWatcher)_router).Watch(route, Drifted);

        for (var look = 0; look < 2; look++)
        {
            Assert.IsType<Integrations.Outside.Answer<ObservedTraffic>.Failed>(await _router.ReadAsync(route, default));
            Assert.Null(((IRouteWatcher)_router).Shown(route));
        }
    }

    private ObservedTraffic? Shown() => ((IRouteWatcher)_router).Shown(_cluster.Arms());

    private int Lists() => _cluster.Server.CountOf("LIST");

    private async Task ReadAsync(RouteArms? route = null) =>
        Assert.IsType<Integrations.Outside.Answer<ObservedTraffic>.Got>(
            await _router.ReadAsync(route ?? _cluster.Arms(), default)
        );

    private Task OneDriftAsync() => Eventually.IsAsync(() => Count() > 0, "the drift is told");

    private int Count()
    {
        lock (_drifts)
        {
            return _drifts.Count;
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
