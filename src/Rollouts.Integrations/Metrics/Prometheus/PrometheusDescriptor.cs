using Rollouts.Domain.Connections;
using Rollouts.Integrations.Aws;
using Rollouts.Integrations.Http;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>Prometheus and what speaks its query API.</summary>
internal static class PrometheusDescriptor
{
    private static readonly EndpointKeys Keys = new(
        "Where it answers, as in http://prometheus:9090.",
        TimeSpan.FromSeconds(10)
    );

    private static readonly Key<AwsAccess?> Aws = Key.Maybe(
        "aws",
        AwsWords.Access,
        "Signs each request for Amazon Managed Prometheus: { region, and role, profile or accessKey }."
    );

    private static readonly TypedSettings<PrometheusSettings> Connection = new(
        new MapShape<PrometheusSettings>("prometheusConnection", "a connection to Prometheus", [.. Keys.All, Aws], Read)
    );

    public static readonly SourceDescriptor Descriptor = new()
    {
        Traits = new SourceTraits
        {
            Key = "prometheus",
            Title = "Prometheus",
            Language = new PromQl(),
            HasHistograms = true,
            HasLabels = true,
        },
        Connection = Connection.Shape,
        Open = (settings, around) => new PrometheusSource(Connection.Read(settings), around),
    };

    private static PrometheusSettings Read(KeyValues values)
    {
        var (endpoint, aws) = (Keys.Read(values), values.Get(Aws));
        if (aws is not null && (endpoint.Credentials.Basic is not null || endpoint.Credentials.Bearer is not null))
        {
            values.Refuse("plan.one-of", "a request that is signed for AWS has no other login; keep one of them");
        }

        return new PrometheusSettings(endpoint, aws);
    }
}
