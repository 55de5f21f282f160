using Rollouts.Domain.Connections;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Alarms.Alertmanager;
using Rollouts.Integrations.Alarms.EventBridge;
using Rollouts.Integrations.Alarms.Sns;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Chat.Email;
using Rollouts.Integrations.Chat.Slack;
using Rollouts.Integrations.Chat.Teams;
using Rollouts.Integrations.Ci;
using Rollouts.Integrations.Ci.CloudEvents;
using Rollouts.Integrations.Ci.GitHub;
using Rollouts.Integrations.Ci.GitLab;
using Rollouts.Integrations.Ci.Hmac;
using Rollouts.Integrations.Ci.Registry;
using Rollouts.Integrations.Ci.StandardWebhooks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Metrics.CloudWatch;
using Rollouts.Integrations.Metrics.Prometheus;
using Rollouts.Integrations.Metrics.Scrape;
using Rollouts.Integrations.Routers;
using Rollouts.Integrations.Routers.Alb;
using Rollouts.Integrations.Routers.AppMesh;
using Rollouts.Integrations.Routers.GatewayApi;
using Rollouts.Integrations.Routers.HAProxy;
using Rollouts.Integrations.Routers.Istio;
using Rollouts.Integrations.Routers.Kong;
using Rollouts.Integrations.Routers.Linkerd;
using Rollouts.Integrations.Routers.Traefik;
using Rollouts.Integrations.Routers.VpcLattice;

namespace Rollouts.Integrations.Catalogues;

/// <summary>
/// The list of all integrations. A new router, source, sender, pipeline or chat system consists of its folder and its
/// line here.
/// </summary>
internal static class Catalogue
{
    public static readonly ValueList<RouterDescriptor> Routers =
    [
        AlbDescriptor.Descriptor,
        AppMeshDescriptor.Descriptor,
        GatewayApiDescriptor.Descriptor,
        HAProxyDescriptor.Descriptor,
        IstioDescriptor.Descriptor,
        KongDescriptor.Descriptor,
        KongServicesDescriptor.Descriptor,
        LinkerdDescriptor.Descriptor,
        NlbDescriptor.Descriptor,
        TraefikDescriptor.Descriptor,
        VpcLatticeDescriptor.Descriptor,
    ];

    public static readonly ValueList<SourceDescriptor> Sources =
    [
        CloudWatchDescriptor.Descriptor,
        PrometheusDescriptor.Descriptor,
        ScrapeDescriptor.Descriptor,
    ];

    public static readonly ValueList<SenderDescriptor> Senders =
    [
        AlertmanagerDescriptor.Descriptor,
        EventBridgeDescriptor.Descriptor,
        SnsDescriptor.Descriptor,
    ];

    public static readonly ValueList<CiDescriptor> Pipelines =
    [
        CloudEventsDescriptor.Descriptor,
        GitHubDescriptor.Descriptor,
        GitLabDescriptor.Descriptor,
        HmacDescriptor.Descriptor,
        RegistryDescriptor.Descriptor,
        StandardWebhooksDescriptor.Descriptor,
    ];

    public static readonly ValueList<ChatDescriptor> Chats =
    [
        SlackDescriptor.Descriptor,
        TeamsDescriptor.Descriptor,
        EmailDescriptor.Descriptor,
    ];

    public static readonly Systems Systems = new(
        Routers.Select(router => router.Traits).ToValueList(),
        Sources.Select(source => source.Traits).ToValueList()
    );
}
