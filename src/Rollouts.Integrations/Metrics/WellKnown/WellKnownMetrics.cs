using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Integrations.Metrics.WellKnown;

/// <summary>
/// Counters that a mesh, a load balancer or a library writes under well-known names. A short check may use them if the
/// router has no counts of its own, or not the relevant ones.
/// </summary>
internal sealed record WellKnownMetrics(string Name, Subject.Counts Counts, Subject.Histogram? Latency)
{
    private const string Failed = "=~\"5..\"";

    /// <summary>The known metrics, each with the labels that distinguish two versions.</summary>
    public static readonly ValueList<WellKnownMetrics> All =
    [
        OfPrometheus(
            "istio",
            total: "istio_requests_total{reporter=\"destination\",destination_workload=\"{backend}\"}",
            bad: "istio_requests_total"
                + $"{{reporter=\"destination\",destination_workload=\"{{backend}}\",response_code{Failed}}}",
            buckets: "istio_request_duration_milliseconds_bucket"
                + "{reporter=\"destination\",destination_workload=\"{backend}\"}",
            LatencyUnit.Milliseconds
        ),
        OfPrometheus(
            "linkerd",
            total: "response_total{direction=\"inbound\",deployment=\"{backend}\"}",
            bad: "response_total{direction=\"inbound\",deployment=\"{backend}\",classification=\"failure\"}",
            buckets: "response_latency_ms_bucket{direction=\"inbound\",deployment=\"{backend}\"}",
            LatencyUnit.Milliseconds
        ),
        OfPrometheus(
            "http",
            total: "http_requests_total{job=\"{backend}\"}",
            bad: $"http_requests_total{{job=\"{{backend}}\",code{Failed}}}",
            buckets: "http_request_duration_seconds_bucket{job=\"{backend}\"}",
            LatencyUnit.Seconds
        ),
        OfPrometheus(
            "traefik",
            total: "traefik_service_requests_total{service=~\"(.+-)?{backend}-[^-]+@kubernetes.+\"}",
            bad: $"traefik_service_requests_total{{service=~\"(.+-)?{{backend}}-[^-]+@kubernetes.+\",code{Failed}}}",
            buckets: "traefik_service_request_duration_seconds_bucket"
                + "{service=~\"(.+-)?{backend}-[^-]+@kubernetes.+\"}",
            LatencyUnit.Seconds
        ),
        OfPrometheus(
            "cilium",
            total: "hubble_http_requests_total{reporter=\"server\",destination_workload=\"{backend}\"}",
            bad: "hubble_http_requests_total"
                + $"{{reporter=\"server\",destination_workload=\"{{backend}}\",status{Failed}}}",
            buckets: "hubble_http_request_duration_seconds_bucket"
                + "{reporter=\"server\",destination_workload=\"{backend}\"}",
            LatencyUnit.Seconds
        ),
        // A balancer reports a group's failures only while there are some. The CloudWatch adapter therefore reads their
        // absence as zero. A balancer has no histogram.
        new(
            "alb",
            new Subject.Counts(OfBalancer("RequestCount"), OfBalancer("HTTPCode_Target_5XX_Count")),
            Latency: null
        ),
    ];

    private static WellKnownMetrics OfPrometheus(
        string name,
        string total,
        string bad,
        string buckets,
        LatencyUnit unit
    ) =>
        new(
            name,
            new Subject.Counts(Query.Text(total), Query.Text(bad)),
            new Subject.Histogram(Query.Text(buckets), unit)
        );

    // A backend is a target group, as in targetgroup/checkout-blue/73e2d6bc24d8a067. The target has the balancer.
    private static Query OfBalancer(string metric) =>
        new(
            new Settings.Map([
                new Setting("namespace", new Settings.Text("AWS/ApplicationELB")),
                new Setting("metric", new Settings.Text(metric)),
                new Setting(
                    "dimensions",
                    new Settings.Map([
                        new Setting("TargetGroup", new Settings.Text("{backend}")),
                        new Setting("LoadBalancer", new Settings.Text("{loadBalancer}")),
                    ])
                ),
            ])
        );
}
