using Rollouts.Analysis.Ticks;
using Rollouts.Contracts;
using Rollouts.Contracts.Metrics;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics;

namespace Rollouts.Integrations.Tests.Metrics.Prometheus;

/// <summary>The contract against a real Prometheus that scrapes a real target.</summary>
[Collection(OnePrometheus.Name)]
public sealed class PrometheusSourceTests(OnePrometheus.Shared shared) : MetricSourceContract
{
    /// <summary>Counters of this test alone.</summary>
    private readonly string _app = Guid.NewGuid().ToString("N");

    private readonly List<IAsyncDisposable> _peers = [];

    protected override Instant Now => Instant.From(TimeProvider.System.GetUtcNow());

    protected override ByArm Total => Both("http_requests_total{app=\"$app\",version=\"$v\"}");

    protected override ByArm Bad => Both("http_requests_total{app=\"$app\",version=\"$v\",code=~\"5..\"}");

    protected override ByArm BadByAnother => Both("http_failures_total{app=\"$app\",version=\"$v\"}");

    protected override ByArm Buckets => Both("http_seconds_bucket{app=\"$app\",version=\"$v\"}");

    protected override ByArm Value => Both("sum(queue_length{app=\"$app\",version=\"$v\"})");

    protected override ByArm Nothing => Both("nothing_seen_bucket{app=\"$app\",version=\"$v\"}");

    protected override Query Wrong { get; } = Query.Text("sum(up");

    public override Task InitializeAsync() => Task.CompletedTask;

    public override async Task DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            await peer.DisposeAsync();
        }
    }

    protected override IMetricSource Open(Peer peer) =>
        peer switch
        {
            Peer.Healthy => Connect(shared.Server.Address),
            Peer.Absent => Connect(new Uri($"http://127.0.0.1:{Ports.Free(1)[0]}/")),
            Peer.Silent => Connect(Silent().Address),
            Peer.Distrustful => Connect(shared.Server.Address, user: "nobody"),
            _ => throw new ArgumentOutOfRangeException(nameof(peer)),
        };

    protected override Query NumberQuery(int number) => Query.Text($"vector({number})");

    protected override void Serve(Arm arm, int good, int bad)
    {
        shared.Server.Target.Add(
            $"http_requests_total{{app=\"{_app}\",version=\"{Version(arm)}\",code=\"200\"}}",
            good
        );
        shared.Server.Target.Add($"http_requests_total{{app=\"{_app}\",version=\"{Version(arm)}\",code=\"503\"}}", bad);
        shared.Server.Target.Add($"http_failures_total{{app=\"{_app}\",version=\"{Version(arm)}\"}}", bad);
    }

    protected override void Took(Arm arm, double seconds, int requests)
    {
        // As differently as clients write them.
        foreach (
            var (edge, text) in new[] { (0.1, "0.1"), (0.5, "0.5"), (1, "1.0"), (double.PositiveInfinity, "+Inf") }
        )
        {
            shared.Server.Target.Add(
                $"http_seconds_bucket{{app=\"{_app}\",version=\"{Version(arm)}\",le=\"{text}\"}}",
                seconds <= edge ? requests : 0
            );
        }
    }

    protected override void Show(Arm arm, double value) =>
        shared.Server.Target.Set($"queue_length{{app=\"{_app}\",version=\"{Version(arm)}\"}}", value);

    protected override Task SettleAsync() => shared.Server.ScrapedAsync();

    private IMetricSource Connect(Uri address, string user = PrometheusServer.User) =>
        Connected.Source(
            $$"""
            prometheus: {
              address: '{{address}}',
              basicAuth: { user: {{user}}, password: { file: '{{shared.Server.PasswordFile}}' } },
              timeout: {{(_peers.Count > 0 ? "500ms" : "10s")}}
            }
            """
        );

    private HttpServer Silent()
    {
        var silent = HttpServer
            .StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted))
            .GetAwaiter()
            .GetResult();
        _peers.Add(silent);
        return silent;
    }

    private ByArm Both(string query) => new(Ask(query, Arm.Candidate), Ask(query, Arm.Baseline));

    private Query Ask(string query, Arm arm) =>
        Query.Text(
            query.Replace("$app", _app, StringComparison.Ordinal).Replace("$v", Version(arm), StringComparison.Ordinal)
        );

    private static string Version(Arm arm) => arm == Arm.Candidate ? "2.0" : "1.0";
}
