using Rollouts.Analysis.Ticks;
using Rollouts.Contracts.Metrics;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Metrics.Prometheus;
using Rollouts.Integrations.Metrics.WellKnown;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers.GatewayApi;
using Rollouts.Integrations.Tests.Metrics.Prometheus;

namespace Rollouts.Integrations.Tests.Metrics.WellKnown;

/// <summary>
/// The built-in queries of routers on Kubernetes, asked of a real Prometheus that scrapes series as each implementation
/// publishes them: the requests of the two versions are counted, and nothing that resembles them.
/// </summary>
[Collection(OnePrometheus.Name)]
public sealed class MeshMetricsTests(OnePrometheus.Shared shared)
{
    /// <summary>A namespace of this test alone, because all tests share one Prometheus.</summary>
    private readonly string _namespace = "ns" + Guid.NewGuid().ToString("N")[..12];

    private static readonly Dictionary<string, Published> Kinds = new()
    {
        ["istio by Service"] = Published.Of(
            MeshMetrics.IstioByService,
            "istio_requests_total{reporter=\"destination\",destination_service_name=\"$b\","
                + "destination_service_namespace=\"$n\",destination_service=\"$b.$n.svc.cluster.local\","
                + "response_code=\"$c\"}",
            "istio_request_duration_milliseconds_bucket{reporter=\"destination\",destination_service_name=\"$b\","
                + "destination_service_namespace=\"$n\",response_code=\"200\",le=\"$le\"}"
        ),
        ["istio by host"] = Published.Of(
            MeshMetrics.IstioByHost,
            "istio_requests_total{reporter=\"destination\",destination_service=\"$b.$n.svc.cluster.local\","
                + "destination_version=\"v1\",response_code=\"$c\"}",
            "istio_request_duration_milliseconds_bucket{reporter=\"destination\","
                + "destination_service=\"$b.$n.svc.cluster.local\",response_code=\"200\",le=\"$le\"}"
        ),
        ["istio by subset"] = Published.Of(
            MeshMetrics.IstioBySubset,
            "istio_requests_total{reporter=\"destination\",destination_service=\"checkout.$n.svc.cluster.local\","
                + "destination_version=\"$b\",response_code=\"$c\"}",
            "istio_request_duration_milliseconds_bucket{reporter=\"destination\","
                + "destination_service=\"checkout.$n.svc.cluster.local\",destination_version=\"$b\",le=\"$le\"}"
        ),
        ["linkerd"] = Published.Of(
            MeshMetrics.Linkerd,
            "response_total{direction=\"inbound\",namespace=\"$n\",deployment=\"$b\",status_code=\"$c\","
                + "classification=\"$linkerd\"}",
            "response_latency_ms_bucket{direction=\"inbound\",namespace=\"$n\",deployment=\"$b\",le=\"$le\"}"
        ),
        ["traefik by TraefikService"] = Published.Of(
            MeshMetrics.TraefikByCrd,
            "traefik_service_requests_total{code=\"$c\",method=\"GET\",protocol=\"http\","
                + "service=\"$n-$b-8080@kubernetescrd\"}",
            "traefik_service_request_duration_seconds_bucket{code=\"200\",method=\"GET\",protocol=\"http\","
                + "service=\"$n-$b-8080@kubernetescrd\",le=\"$le\"}"
        ),
        ["traefik by HTTPRoute"] = Published.Of(
            MeshMetrics.TraefikByGateway,
            "traefik_service_requests_total{code=\"$c\",method=\"GET\",protocol=\"http\","
                + "service=\"$n-$b-8080@kubernetesgateway\"}",
            "traefik_service_request_duration_seconds_bucket{code=\"200\",method=\"GET\",protocol=\"http\","
                + "service=\"$n-$b-8080@kubernetesgateway\",le=\"$le\"}"
        ),
        ["cilium"] = Published.Of(
            MeshMetrics.Cilium,
            "hubble_http_requests_total{reporter=\"server\",destination_namespace=\"$n\",destination_workload=\"$b\","
                + "method=\"GET\",protocol=\"HTTP/1.1\",status=\"$c\"}",
            "hubble_http_request_duration_seconds_bucket{reporter=\"server\",destination_namespace=\"$n\","
                + "destination_workload=\"$b\",method=\"GET\",le=\"$le\"}"
        ),
        ["envoy gateway"] = Published.Of(
            MeshMetrics.EnvoyGateway,
            "envoy_cluster_upstream_rq{envoy_cluster_name=\"service/$n/$b/8080\",envoy_response_code=\"$c\"}",
            "envoy_cluster_upstream_rq_time_bucket{envoy_cluster_name=\"service/$n/$b/8080\",le=\"$le\"}"
        ),
        ["nginx gateway fabric"] = Published.Of(
            MeshMetrics.NginxPlus,
            "nginx_http_upstream_peer_responses_total{nginx_peer_address=\"10.0.0.7:8080\",nginx_peer_name=\"p\","
                + "nginx_status_range=\"$xx\",nginx_upstream_name=\"$n_$b_8080\",nginx_zone_name=\"$n_$b_8080\"}",
            buckets: null
        ),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Both_versions_are_counted_and_nothing_else(string kind)
    {
        var (queries, published) = (Kinds[kind].Queries, Kinds[kind]);
        using var source = Open();
        var begin = Now;
        var counted = new Counted(begin);
        var slow = new Counted(begin);
        foreach (var backend in Backends)
        {
            Serve(published, backend, good: 0, bad: 0, slow: 0);
        }

        await shared.Server.ScrapedAsync();
        await shared.Server.ScrapedAsync();
        begin = Now;
        (counted, slow) = (new Counted(begin), new Counted(begin));
        counted.Add(await AskAsync(source, begin, queries.Counts!));
        if (queries.Latency is { } before)
        {
            slow.Add(await AskAsync(source, begin, before));
        }

        Serve(published, "checkout-green", good: 40, bad: 3, slow: 5);
        Serve(published, "checkout-blue", good: 700, bad: 2, slow: 7);
        Serve(published, "checkout-green-2", good: 10_000, bad: 900, slow: 90);
        Serve(published, "a-checkout-green", good: 10_000, bad: 900, slow: 90);
        Serve(published, "checkout-green", good: 10_000, bad: 900, slow: 90, elsewhere: true);
        await shared.Server.ScrapedAsync();
        await shared.Server.ScrapedAsync();

        Assert.Equal(
            (new ArmIncrement(43, 3), new ArmIncrement(702, 2)),
            counted.Add(await AskAsync(source, begin, queries.Counts!))
        );
        if (queries.Latency is { } latency)
        {
            Assert.Equal(
                (new ArmIncrement(45, 5), new ArmIncrement(707, 7)),
                slow.Add(await AskAsync(source, begin, latency))
            );
        }
    }

    [Fact]
    public void Every_implementation_has_its_queries_or_says_why_it_has_none()
    {
        foreach (var implementation in Enum.GetValues<Implementation>())
        {
            var queries = ImplementationQueries.Of(implementation);

            Assert.True(queries is { Counts: not null, Latency: not null } || queries.Instead is not null);
            Assert.True(
                queries.Counts is null || Kinds.Values.Any(kind => kind.Queries == queries),
                $"{implementation}"
            );
        }
    }

    private static readonly string[] Backends =
    [
        "checkout-green",
        "checkout-blue",
        "checkout-green-2",
        "a-checkout-green",
    ];

    private static Instant Now => Instant.From(TimeProvider.System.GetUtcNow());

    private IMetricSource Open() =>
        Connected.Source(
            $$"""
            prometheus: {
              address: '{{shared.Server.Address}}',
              basicAuth: { user: {{PrometheusServer.User}}, password: { file: '{{shared.Server.PasswordFile}}' } }
            }
            """
        );

    private async Task<Answer<Reading>> AskAsync(IMetricSource source, Instant begin, Subject.Counts counts) =>
        await source.Ask([new MetricQuestion.Counts(begin, Now, Both(counts.Total), Both(counts.Bad))], default)[0];

    private async Task<Answer<Reading>> AskAsync(IMetricSource source, Instant begin, Subject.Histogram slow) =>
        await source.Ask(
            [new MetricQuestion.Histogram(begin, Now, Both(slow.Buckets), [Published.Edge(slow.Unit)])],
            default
        )[0];

    private void Serve(Published published, string backend, int good, int bad, int slow, bool elsewhere = false)
    {
        var place = elsewhere ? "x" + _namespace : _namespace;
        var target = shared.Server.Target;
        foreach (var (code, by) in new[] { (200, good), (503, bad) })
        {
            target.Add(Published.Fill(published.Counter, place, backend, code), by);
        }

        if (published.Buckets is { } buckets)
        {
            var edge = Published.Edge(published.Queries.Latency!.Unit);
            var series = Published.Fill(buckets, place, backend, 200);
            target.Add(series.Replace("$le", $"{edge}", StringComparison.Ordinal), good);
            target.Add(series.Replace("$le", "+Inf", StringComparison.Ordinal), good + slow);
        }
        else
        {
            // NGINX Plus publishes the sum of all ranges beside them.
            target.Add(
                Published
                    .Fill(published.Counter, place, backend, 200)
                    .Replace("nginx_status_range=\"2xx\",", "", StringComparison.Ordinal),
                good + bad
            );
        }
    }

    private ByArm Both(Query query) => new(Fill(query, "checkout-green"), Fill(query, "checkout-blue"));

    private Query Fill(Query query, string backend) =>
        new PromQl().Fill(
            query,
            name =>
                name switch
                {
                    "backend" => backend,
                    "namespace" => _namespace,
                    "host" => "checkout",
                    _ => null,
                }
        );

    /// <summary>How an implementation publishes the requests of one backend.</summary>
    private sealed record Published(BuiltInQueries Queries, string Counter, string? Buckets)
    {
        public static Published Of(BuiltInQueries queries, string counter, string? buckets) =>
            new(queries, counter, buckets);

        public static double Edge(LatencyUnit unit) => unit == LatencyUnit.Seconds ? 0.5 : 500;

        public static string Fill(string series, string place, string backend, int code) =>
            series
                .Replace("$n", place, StringComparison.Ordinal)
                .Replace("$b", backend, StringComparison.Ordinal)
                .Replace("$c", $"{code}", StringComparison.Ordinal)
                .Replace("$xx", $"{code / 100}xx", StringComparison.Ordinal)
                .Replace("$linkerd", code == 200 ? "success" : "failure", StringComparison.Ordinal);
    }
}
