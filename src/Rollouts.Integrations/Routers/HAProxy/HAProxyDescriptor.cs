using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Http;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Routers.HAProxy;

/// <summary>HAProxy, whose servers take their weights at run time.</summary>
internal static class HAProxyDescriptor
{
    /// <summary>
    /// A runtime API answers in a millisecond. If it does not, a retry helps more than a longer wait.
    /// </summary>
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(2);

    private static readonly Key<string> Proxy = Key.Required(
        "proxy",
        NameWords.Any,
        "The backend section that holds the servers of both versions."
    );

    private static readonly Key<RuntimeAddress> Socket = Key.Required(
        "socket",
        new TextShape<RuntimeAddress>(
            "plan.address-refused",
            "the path of a unix socket, or a host and a port",
            RuntimeAddress.Pattern,
            RuntimeAddress.TryParse
        ),
        "The runtime API, as /run/haproxy/admin.sock or 127.0.0.1:9999; it needs 'level admin'."
    );

    private static readonly Key<TimeSpan> Timeout = Key.Optional(
        "timeout",
        EndpointKeys.Timeout,
        UsualTimeout,
        $"The longest that the runtime API may take; {Spans.Say(UsualTimeout)}."
    );

    private static readonly EndpointKeys DataPlaneKeys = new(
        "Where the Data Plane API answers, as in http://127.0.0.1:5555.",
        UsualTimeout
    );

    private static readonly Key<Endpoint?> DataPlane = Key.Maybe(
        "dataPlane",
        new MapShape<Endpoint>(
            "haproxyDataPlane",
            "a Data Plane API of HAProxy",
            DataPlaneKeys.All,
            DataPlaneKeys.Read
        ),
        "The Data Plane API (version 3), where weights are also written into the configuration."
    );

    /// <summary>The name of the backend section that a route is.</summary>
    public static readonly TypedSettings<string> Route = new(
        new MapShape<string>("haproxyRoute", "a route of HAProxy", [Proxy], values => values.Get(Proxy))
    );

    private static readonly TypedSettings<HAProxySettings> Connection = new(
        new MapShape<HAProxySettings>(
            "haproxyConnection",
            "a connection to HAProxy",
            [Socket, Timeout, DataPlane],
            values => new HAProxySettings(values.Get(Socket), values.Get(DataPlane), values.Get(Timeout))
        )
    );

    public static readonly RouterDescriptor Descriptor = new()
    {
        Traits = new RouterTraits
        {
            Key = "haproxy",
            Title = "HAProxy",
            Weights = HAProxyLimits.Weights,
            Places = new RoutePlaces(
                "haproxy",
                settings => Connection.Read(settings).Socket.Identity,
                where => [Route.Read(where)]
            ),
            ReadsBack = true,
            Distribution = new RequestDistribution
            {
                // 'balance roundrobin', a hash of 'balance source', or a cookie of the backend section.
                Affinities = [Affinity.None, Affinity.Cookie, Affinity.HeaderHash],
                IsMonotone = false,
                StillServes =
                    "persistence: a cookie or a stick table keeps clients on a server at weight 0, and so does a "
                    + "connection that is open",
            },
            BuiltIns =
            [
                new BuiltInQueries
                {
                    Source = "prometheus",
                    CountsOneRoute = true,
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
        Route = Route.Shape,
        Connection = Connection.Shape,
        Open = (settings, around) => new HAProxyRouter(Connection.Read(settings), around),
    };
}
