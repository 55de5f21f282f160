using Rollouts.Domain.Installations;
using Rollouts.Integrations.Outside.Http;
using Rollouts.Integrations.PlanFiles.Shapes;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>Prometheus and what speaks its query API.</summary>
internal static class PrometheusDescriptor
{
    private static readonly EndpointKeys Keys = new(
        "Where it answers, as in http://prometheus:9090.",
        TimeSpan.FromSeconds(10)
    );

    private static readonly TypedSettings<Endpoint> Connection = new(
        new MapShape<Endpoint>("prometheusConnection", "a connection to Prometheus", Keys.All, Keys.Read)
    );

    public static readonly SourceDescriptor Descriptor = new()
    {
        Traits = new SourceTraits
        {
            Key = "prometheus",
            Title = "Prometheus",
            Language = new PromQl(),
            HasHistograms = true,
        },
        Connection = Connection.Shape,
        Open = (settings, around) => new PrometheusSource(Connection.Read(settings), around),
    };
}
