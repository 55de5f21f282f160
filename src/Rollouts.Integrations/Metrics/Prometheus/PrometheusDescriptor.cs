using Rollouts.Domain.Installations;
using Rollouts.Integrations.PlanFiles.Language;
using Rollouts.Integrations.PlanFiles.Shapes;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>Prometheus and what speaks its query API.</summary>
internal static class PrometheusDescriptor
{
    private static readonly Key<string> Address = Key.Required(
        "address",
        TextWords.Any,
        "Where it answers, as in http://prometheus:9090."
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
        Connection = new SettingsShape(
            new MapShape<string>(
                "prometheusConnection",
                "a connection to Prometheus",
                [Address],
                values => values.Get(Address)
            )
        ),
    };
}
