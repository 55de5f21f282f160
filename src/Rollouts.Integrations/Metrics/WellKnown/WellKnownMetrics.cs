using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Integrations.Metrics.WellKnown;

/// <summary>
/// Counters that a mesh, a load balancer or a library writes under names that everybody knows. A short check may be of
/// them where the router that shares the traffic out keeps no counts of its own, or others than those that matter.
/// </summary>
internal sealed record WellKnownMetrics(string Name, Subject.Counts Counts, Subject.Histogram? Latency)
{
    private const string Failed = "=~\"5..\"";

    /// <summary>Each with the labels by which it tells two versions apart.</summary>
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
        // A balancer counts a group's failures only while there are some; that silence is no failure is known where
        // CloudWatch is asked. It keeps no histogram.
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

    // A backend is a target group, as in targetgroup/checkout-blue/73e2d6bc24d8a067; the balancer is the target's.
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
