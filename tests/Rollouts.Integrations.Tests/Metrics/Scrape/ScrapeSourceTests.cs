using Rollouts.Analysis.Ticks;
using Rollouts.Contracts;
using Rollouts.Contracts.Metrics;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics;

namespace Rollouts.Integrations.Tests.Metrics.Scrape;

/// <summary>A direct scrape of two processes, one a version, does what every source does.</summary>
public sealed class ScrapeSourceTests : MetricSourceContract
{
    private const int Numbers = 100;

    private readonly List<IAsyncDisposable> _peers = [];
    private MetricsTarget _candidate = null!;
    private MetricsTarget _baseline = null!;

    protected override Instant Now => Instant.From(TimeProvider.System.GetUtcNow());

    protected override ByArm Total => Both("http_requests_total{version=\"$v\"}");

    protected override ByArm Bad => Both("http_requests_total{version=\"$v\",code=~\"5..\"}");

    protected override ByArm BadByAnother => Both("http_failures_total{version=\"$v\"}");

    protected override ByArm Buckets => Both("http_seconds_bucket{version=\"$v\"}");

    protected override ByArm Value => Both("sum(queue_length{version=\"$v\"})");

    protected override ByArm Nothing => Both("nothing_seen_bucket{version=\"$v\"}");

    protected override Query Wrong { get; } = Query.Text("rate(up[1m])");

    public override async Task InitializeAsync()
    {
        _candidate = await MetricsTarget.StartAsync();
        _baseline = await MetricsTarget.StartAsync();
        for (var number = 0; number < Numbers; number++)
        {
            _candidate.Set($"number{{n=\"{number}\"}}", number);
        }

        _peers.AddRange([_candidate, _baseline]);
    }

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
            Peer.Healthy => Connected.Source(
                $"scrape: {{ targets: [ {{ address: '{_candidate.Address}', labels: {{ version: 2.0.0 }} }}, "
                    + $"{{ address: '{_baseline.Address}', labels: {{ version: 1.0.0 }} }} ] }}"
            ),
            Peer.Absent => Connect($"http://127.0.0.1:{Ports.Free(1)[0]}/"),
            Peer.Silent => Connect(Server(context => Task.Delay(Timeout.Infinite, context.RequestAborted))),
            Peer.Distrustful => Connect(
                Server(context =>
                {
                    context.Response.StatusCode = 401;
                    return Task.CompletedTask;
                })
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(peer)),
        };

    protected override Query NumberQuery(int number) => Query.Text($"number{{n=\"{number}\"}}");

    protected override void Serve(Arm arm, int good, int bad)
    {
        Of(arm).Add("http_requests_total{code=\"200\"}", good);
        Of(arm).Add("http_requests_total{code=\"503\"}", bad);
        Of(arm).Add("http_failures_total", bad);
    }

    protected override void Took(Arm arm, double seconds, int requests)
    {
        foreach (
            var (edge, text) in new[] { (0.1, "0.1"), (0.5, "0.5"), (1, "1.0"), (double.PositiveInfinity, "+Inf") }
        )
        {
            Of(arm).Add($"http_seconds_bucket{{le=\"{text}\"}}", seconds <= edge ? requests : 0);
        }
    }

    protected override void Show(Arm arm, double value) => Of(arm).Set("queue_length", value);

    protected override Task SettleAsync() => Task.CompletedTask;

    private static IMetricSource Connect(string address) =>
        Connected.Source($"scrape: {{ targets: [ '{address}' ], timeout: 500ms }}");

    private string Server(Microsoft.AspNetCore.Http.RequestDelegate answer)
    {
        var server = HttpServer.StartAsync(answer).GetAwaiter().GetResult();
        _peers.Add(server);
        return server.Address.ToString();
    }

    private MetricsTarget Of(Arm arm) => arm == Arm.Candidate ? _candidate : _baseline;

    private static ByArm Both(string query) =>
        new(
            Query.Text(query.Replace("$v", "2.0.0", StringComparison.Ordinal)),
            Query.Text(query.Replace("$v", "1.0.0", StringComparison.Ordinal))
        );
}
