using Rollouts.Domain.Connections;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Ci;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Integrations.Catalogues;

/// <summary>
/// Opens the adapters of connections. Opening makes no network call, so an unreachable router or source shows at its
/// first use. The caller disposes the adapter.
/// </summary>
public static class Adapters
{
    /// <summary>
    /// Opens the router of a connection; returns a fault if this build can check plans for it but not drive it.
    /// </summary>
    public static Answer<ITrafficRouter> Open(Connection.Router connection, AdapterContext around)
    {
        var descriptor = Catalogue.Routers.First(router => router.Traits.Key == connection.Traits.Key);
        return descriptor.Open is { } open
            ? new Answer<ITrafficRouter>.Got(open(connection.Settings, around))
            : NotYet(connection.Name, connection.Traits.Title);
    }

    /// <summary>
    /// Opens the metric source of a connection; returns a fault if this build can check plans for it but not query it.
    /// </summary>
    public static Answer<IMetricSource> Open(Connection.Source connection, AdapterContext around)
    {
        var descriptor = Catalogue.Sources.First(source => source.Traits.Key == connection.Traits.Key);
        return descriptor.Open is { } open
            ? new Answer<IMetricSource>.Got(open(connection.Settings, around))
            : NotYet(connection.Name, connection.Traits.Title);
    }

    public static IAlarmSender Open(Connection.Sender connection, AdapterContext around) =>
        Catalogue.Senders.First(sender => sender.Traits.Key == connection.Traits.Key).Open(connection.Settings, around);

    /// <summary>Opens the reader and verifier for the messages of a pipeline.</summary>
    public static ICiSender Open(Connection.Pipeline connection) => DescriptorOf(connection).Open(connection.Settings);

    /// <summary>Opens the status reporter of a pipeline; null if the pipeline receives no reports.</summary>
    public static ICiStatusReporter? OpenReporter(Connection.Pipeline connection, AdapterContext around) =>
        DescriptorOf(connection).Tell(connection.Settings, around);

    public static IChatClient Open(Connection.Chat connection, AdapterContext around) =>
        Catalogue.Chats.First(chat => chat.Traits.Key == connection.Traits.Key).Open(connection.Settings, around);

    private static CiDescriptor DescriptorOf(Connection.Pipeline connection) =>
        Catalogue.Pipelines.First(pipeline => pipeline.Traits.Key == connection.Traits.Key);

    private static Fault NotYet(ConnectionName name, string title) =>
        new(FaultKind.Refused, $"connection '{name}': plans for {title} can be checked, but not run by this build yet");
}
