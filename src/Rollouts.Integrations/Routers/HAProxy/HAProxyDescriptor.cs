using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.PlanFiles.Language;
using Rollouts.Integrations.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers.HAProxy;

/// <summary>HAProxy, whose servers take their weights at run time.</summary>
internal static class HAProxyDescriptor
{
    /// <summary>"Absolute weight can only be between 0 and 256 inclusive", says its runtime API.</summary>
    private const int HighestWeight = 256;

    private static readonly Key<string> Proxy = Key.Required(
        "proxy",
        NameWords.Any,
        "The backend section that holds the servers of both versions."
    );

    private static readonly Key<string> Socket = Key.Required(
        "socket",
        TextWords.Any,
        "The runtime API, as /run/haproxy/admin.sock or 127.0.0.1:9999; it needs 'level admin'."
    );

    public static readonly RouterDescriptor Descriptor = new()
    {
        Traits = new RouterTraits
        {
            Key = "haproxy",
            Title = "HAProxy",
            Weights = new WeightGrid.RatioUpTo(HighestWeight),
            ReadsBack = true,
            BuiltIns =
            [
                new BuiltInQueries
                {
                    Source = "prometheus",
                    Counts = new Subject.Counts(
                        Query.Text("haproxy_server_http_responses_total{proxy=\"{proxy}\",server=\"{backend}\"}"),
                        Query.Text(
                            "haproxy_server_http_responses_total{proxy=\"{proxy}\",server=\"{backend}\",code=\"5xx\"}"
                        )
                    ),
                    Instead =
                        "HAProxy keeps only averages of latency; write the check in full with a histogram of the "
                        + "service itself",
                },
            ],
        },
        Route = new SettingsShape(
            new MapShape<string>("haproxyRoute", "a route of HAProxy", [Proxy], values => values.Get(Proxy))
        ),
        Connection = new SettingsShape(
            new MapShape<string>("haproxyConnection", "a connection to HAProxy", [Socket], values => values.Get(Socket))
        ),
    };
}
