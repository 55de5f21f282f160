using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Integrations.Metrics.WellKnown;

/// <summary>
/// The counters in Prometheus by which meshes and ingresses of Kubernetes distinguish two backends of one route. A
/// backend is the name of a Service unless a member says otherwise.
/// </summary>
internal static class MeshMetrics
{
    private static readonly ValueList<TimeSpan> EnvoyEdges = Milliseconds([
        1,
        5,
        10,
        25,
        50,
        100,
        250,
        500,
        1_000,
        2_500,
        5_000,
        10_000,
        30_000,
        60_000,
    ]);

    private static readonly ValueList<TimeSpan> LinkerdEdges = Milliseconds([
        .. new[] { 1, 2, 3, 4, 5 },
        .. new[] { 10, 20, 30, 40, 50 },
        .. new[] { 100, 200, 300, 400, 500 },
        .. new[] { 1_000, 2_000, 3_000, 4_000, 5_000 },
        .. new[] { 10_000, 20_000, 30_000, 40_000, 50_000 },
    ]);

    /// <summary>A backend of an HTTPRoute, which is a Service in the namespace of the route.</summary>
    public static BuiltInQueries IstioByService { get; } =
        Istio("destination_service_name=\"{backend}\",destination_service_namespace=\"{namespace}\"");

    /// <summary>A backend is a host; Istio completes a short one with the namespace of the VirtualService.</summary>
    public static BuiltInQueries IstioByHost { get; } =
        Istio("destination_service=~\"{backend}(([.]{namespace})?[.]svc[.].+)?\"");

    /// <summary>A backend is a subset, whose name is the value of the label <c>version</c>.</summary>
    public static BuiltInQueries IstioBySubset { get; } =
        Istio("destination_service=~\"{host}(([.]{namespace})?[.]svc[.].+)?\",destination_version=\"{backend}\"");

    /// <summary>A backend is a Service, and its Deployment has the same name.</summary>
    public static BuiltInQueries Linkerd { get; } =
        Of(
            "response_total",
            "direction=\"inbound\",namespace=\"{namespace}\",deployment=\"{backend}\"",
            "classification=\"failure\"",
            "response_latency_ms_bucket",
            LatencyUnit.Milliseconds,
            LinkerdEdges
        );

    public static BuiltInQueries TraefikByCrd { get; } = Traefik("{namespace}-{backend}-[^-]+@kubernetescrd");

    public static BuiltInQueries TraefikByGateway { get; } =
        Traefik("(.+-)?{namespace}-{backend}-[^-]+@kubernetesgateway");

    /// <summary>
    /// A backend is a Service, and its workload has the same name; Hubble shows it where its <c>labelsContext</c> has
    /// <c>destination_namespace</c> and <c>destination_workload</c>.
    /// </summary>
    public static BuiltInQueries Cilium { get; } =
        Of(
            "hubble_http_requests_total",
            "reporter=\"server\",destination_namespace=\"{namespace}\",destination_workload=\"{backend}\"",
            "status=~\"5..\"",
            "hubble_http_request_duration_seconds_bucket",
            LatencyUnit.Seconds,
            []
        );

    /// <summary>
    /// A backend is a Service with its own Envoy cluster, which Envoy Gateway creates if its EnvoyProxy has
    /// <c>mergeBackends</c>. Without it these series do not exist, which yields no data and no success.
    /// </summary>
    public static BuiltInQueries EnvoyGateway { get; } =
        Of(
            "envoy_cluster_upstream_rq",
            "envoy_cluster_name=~\"service/{namespace}/{backend}/[0-9]+(/.+)?\"",
            "envoy_response_code=~\"5..\"",
            "envoy_cluster_upstream_rq_time_bucket",
            LatencyUnit.Milliseconds,
            EnvoyEdges
        );

    /// <summary>
    /// A backend is a Service, for each port of which NGINX Plus has an upstream. One series without a range of status
    /// codes is the sum of the others. Of times there are only averages.
    /// </summary>
    public static BuiltInQueries NginxPlus { get; } =
        new()
        {
            Source = "prometheus",
            Counts = new Subject.Counts(
                NginxResponses("nginx_status_range=~\"[2-5]xx\""),
                NginxResponses("nginx_status_range=~\"[2-5]xx\",nginx_status_range=\"5xx\"")
            ),
            Instead =
                "NGINX Plus keeps averages of times, which hide what the slowest users see; write the check in full, "
                + "with a histogram of the service itself",
        };

    private static Query NginxResponses(string range) =>
        Query.Text(
            "nginx_http_upstream_peer_responses_total"
                + $"{{nginx_upstream_name=~\"{{namespace}}_{{backend}}_[0-9]+(_.+)?\",{range}}}"
        );

    private static BuiltInQueries Istio(string backend) =>
        Of(
            "istio_requests_total",
            $"reporter=\"destination\",{backend}",
            "response_code=~\"5..\"",
            "istio_request_duration_milliseconds_bucket",
            LatencyUnit.Milliseconds,
            EnvoyEdges
        );

    // The administrator of Traefik configures the edges of its histogram.
    private static BuiltInQueries Traefik(string service) =>
        Of(
            "traefik_service_requests_total",
            $"service=~\"{service}\"",
            "code=~\"5..\"",
            "traefik_service_request_duration_seconds_bucket",
            LatencyUnit.Seconds,
            []
        );

    private static BuiltInQueries Of(
        string counter,
        string backend,
        string failed,
        string buckets,
        LatencyUnit unit,
        ValueList<TimeSpan> edges
    ) =>
        new()
        {
            Source = "prometheus",
            Counts = new Subject.Counts(
                Query.Text($"{counter}{{{backend}}}"),
                Query.Text($"{counter}{{{backend},{failed}}}")
            ),
            Latency = new Subject.Histogram(Query.Text($"{buckets}{{{backend}}}"), unit),
            LatencyEdges = edges,
        };

    private static ValueList<TimeSpan> Milliseconds(IEnumerable<int> edges) =>
        edges.Select(edge => TimeSpan.FromMilliseconds(edge)).ToValueList();
}
