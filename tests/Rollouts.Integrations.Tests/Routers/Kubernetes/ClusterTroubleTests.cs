using Microsoft.AspNetCore.Http;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Fakes.Clocks;
using Rollouts.Integrations.Kubernetes;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;
using Rollouts.Integrations.Secrets;
using Rollouts.Servers.Kubernetes;

namespace Rollouts.Integrations.Tests.Routers.Kubernetes;

/// <summary>What becomes of a read, a change and a watch while the API server has a bad day.</summary>
public sealed class ClusterTroubleTests : IAsyncLifetime
{
    private static readonly Traffic Quarter = new(Weight.Percent(25), [], Weight.Zero);
    private static readonly RouteKindUnderTest Kind = RouteKinds.VirtualServiceByHost;

    private readonly List<string> _drifts = [];
    private OneCluster _cluster = null!;

    private KubernetesServer Server => _cluster.Server;

    public async Task InitializeAsync() => _cluster = await OneCluster.StartAsync(Kind);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_read_that_is_throttled_says_for_how_long_and_the_next_one_succeeds()
    {
        Server.Throttle(requests: 1, seconds: 7);
        using var router = _cluster.Open();

        var fault = Assert.IsType<Answer<ObservedTraffic>.Failed>(await ReadAsync(router)).Fault;

        Assert.Equal((FaultKind.Throttled, TimeSpan.FromSeconds(7)), (fault.Kind, fault.RetryAfter));
        Assert.IsType<Answer<ObservedTraffic>.Got>(await ReadAsync(router));
    }

    [Fact]
    public async Task A_change_that_is_throttled_is_not_half_made()
    {
        Server.Instead = context =>
        {
            context.Response.StatusCode = 429;
            return Task.FromResult(context.Request.Method == "PATCH");
        };
        using var router = _cluster.Open();

        Assert.Equal(FaultKind.Throttled, (await router.WriteAsync(_cluster.Arms(), Quarter, default))?.Kind);
        Assert.Equal(0, Kind.WeightOf(_cluster.Object, "v2"));
    }

    [Fact]
    public async Task Another_manager_that_owns_the_field_is_named()
    {
        Server.Instead = static async context =>
        {
            if (context.Request.Method != "PATCH")
            {
                return false;
            }

            context.Response.StatusCode = 409;
            await context.Response.WriteAsync(
                """
                { "kind": "Status", "status": "Failure", "reason": "Conflict", "code": 409, "message": "1 conflict",
                  "details": { "causes": [ { "reason": "FieldManagerConflict", "field": ".spec.http",
                    "message": "conflict with \"helm\" using networking.istio.io/v1" } ] } }
                """
            );
            return true;
        };
        using var router = _cluster.Open();

        var fault = await router.WriteAsync(_cluster.Arms(), Quarter, default);

        Assert.Equal(FaultKind.Refused, fault?.Kind);
        Assert.Contains("has another writer", fault!.Message, StringComparison.Ordinal);
        Assert.Contains("conflict with \"helm\"", fault.Message, StringComparison.Ordinal);
        Assert.Single(Server.Requests, request => request.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_webhook_that_refuses_at_the_rehearsal_leaves_everything_as_it_was()
    {
        Server.Admission = static _ => "no new routes on a Friday";
        using var router = _cluster.Open();
        var before = _cluster.Object.ToJsonString();

        var fault = await router.WriteAsync(
            _cluster.Arms(),
            Quarter with
            {
                Matches = [RequestMatch.Header("x-team", "shop")],
            },
            default
        );

        Assert.Equal(FaultKind.Refused, fault?.Kind);
        Assert.Contains("no new routes on a Friday", fault!.Message, StringComparison.Ordinal);
        Assert.Equal(before, _cluster.Object.ToJsonString());
    }

    [Fact]
    public async Task Slow_answers_are_waited_for()
    {
        Server.Delay = TimeSpan.FromMilliseconds(300);
        using var router = _cluster.Open();

        Assert.Null(await router.WriteAsync(_cluster.Arms(), Quarter, default));
        Assert.IsType<Answer<ObservedTraffic>.Got>(await ReadAsync(router));
    }

    [Fact]
    public async Task Answers_that_are_too_slow_are_a_fault_that_passes()
    {
        Server.Delay = TimeSpan.FromMinutes(1);
        using var router = _cluster.Open(Server.Address.ToString(), timeout: "300ms");

        var fault = Assert.IsType<Answer<ObservedTraffic>.Failed>(await ReadAsync(router)).Fault;

        Assert.Equal(FaultKind.TimedOut, fault.Kind);
        Assert.True(fault.MayPass);
    }

    [Fact]
    public async Task A_watch_that_is_cut_in_the_middle_of_a_change_goes_on_and_misses_nothing()
    {
        var cut = 0;
        Server.Instead = async context =>
        {
            if (context.Request.Query["watch"].Count == 0 || Interlocked.Exchange(ref cut, 1) == 1)
            {
                return false;
            }

            await context.Response.WriteAsync("{\"type\":\"MODIFIED\",\"object\":{\"metadata\":{\"na");
            await context.Response.Body.FlushAsync();
            context.Abort();
            return true;
        };
        using var router = _cluster.Open();
        using var watch = await WatchAsync(router);
        await Eventually.IsAsync(() => Server.CountOf("WATCH") == 2, "the watch begins again");

        _cluster.Put(50, 50, 0);

        await Eventually.IsAsync(() => Drifts() == 1, "the drift is told");
        Assert.Equal(1, Server.CountOf("LIST"));
        Assert.Empty(_cluster.Remarks);
    }

    [Fact]
    public async Task A_watch_that_is_answered_with_Gone_lists_everything_anew()
    {
        var gone = 0;
        Server.Instead = context =>
        {
            var isFirst = context.Request.Query["watch"].Count > 0 && Interlocked.Exchange(ref gone, 1) == 0;
            context.Response.StatusCode = isFirst ? 410 : 200;
            return Task.FromResult(isFirst);
        };
        using var router = _cluster.Open();
        using var watch = await WatchAsync(router);
        await Eventually.IsAsync(() => Server.CountOf("LIST") == 2, "everything is listed anew");
        await Eventually.IsAsync(() => Server.CountOf("WATCH") == 2, "the watch begins again");

        _cluster.Put(50, 50, 0);

        await Eventually.IsAsync(() => Drifts() == 1, "the drift is told");
        Assert.Empty(_cluster.Remarks);
    }

    [Fact]
    public async Task A_watch_that_is_throttled_waits_for_as_long_as_it_is_asked_to()
    {
        var clock = new WoundClock();
        using var folder = new TempFolder();
        using var cluster = new KubernetesCluster(
            new KubernetesSettings(
                new ClusterAccess.Direct(
                    Server.Address,
                    new Secret.InFile(folder.Write("token", KubernetesServer.Token)),
                    Authorities: null
                ),
                TimeSpan.FromHours(1)
            ),
            new AdapterContext(clock)
        );
        Server.Throttle(requests: 1, seconds: 40);
        using var watch = new CollectionWatch(
            cluster,
            new ObjectReference("networking.istio.io", "v1", "VirtualService", "virtualservices", "shop", "any"),
            (_, _) => { },
            new AdapterContext(clock)
        );
        watch.Start();
        // The call itself has a timer too, which may still be set when the server has counted it.
        await Eventually.IsAsync(() => clock.Next == TimeSpan.FromSeconds(40), "the watch waits");

        clock.Advance(TimeSpan.FromSeconds(39));
        Assert.Equal((1, 1), (Server.CountOf("LIST"), clock.Waiting));
        clock.Advance(TimeSpan.FromSeconds(1));

        await Eventually.IsAsync(() => Server.CountOf("WATCH") == 1, "the watch begins");
    }

    private async Task<IDisposable> WatchAsync(ITrafficRouter router)
    {
        Assert.IsType<Answer<ObservedTraffic>.Got>(await ReadAsync(router));
        var watch = ((IRouteWatcher)router).Watch(_cluster.Arms(), Drifted);
        // A route is known from its first read after the watch has begun.
        Assert.IsType<Answer<ObservedTraffic>.Got>(await ReadAsync(router));
        return watch;
    }

    private Task<Answer<ObservedTraffic>> ReadAsync(ITrafficRouter router) =>
        router.ReadAsync(_cluster.Arms(), default);

    private int Drifts()
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
