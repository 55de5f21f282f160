using Rollouts.Domain.Installations;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Ci;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Integrations;

/// <summary>
/// Opens what administrators have connected. Opening talks to nobody: whether a router or source answers is seen when
/// it is used. Whoever opens one disposes it.
/// </summary>
public static class Adapters
{
    /// <summary>The router of a connection; a fault where this build can check plans for it but not drive it.</summary>
    public static Answer<ITrafficRouter> Open(Connection.Router connection, Surroundings around)
    {
        var descriptor = Catalogue.Routers.First(router => router.Traits.Key == connection.Traits.Key);
        return descriptor.Open is { } open
            ? new Answer<ITrafficRouter>.Got(open(connection.Settings, around))
            : NotYet(connection.Name, connection.Traits.Title);
    }

    /// <summary>
    /// The metric source of a connection; a fault where this build can check plans for it but not ask it.
    /// </summary>
    public static Answer<IMetricSource> Open(Connection.Source connection, Surroundings around)
    {
        var descriptor = Catalogue.Sources.First(source => source.Traits.Key == connection.Traits.Key);
        return descriptor.Open is { } open
            ? new Answer<IMetricSource>.Got(open(connection.Settings, around))
            : NotYet(connection.Name, connection.Traits.Title);
    }

    /// <summary>The sender of alarms of a connection.</summary>
    public static IAlarmSender Open(Connection.Sender connection, Surroundings around) =>
        Catalogue.Senders.First(sender => sender.Traits.Key == connection.Traits.Key).Open(connection.Settings, around);

    /// <summary>Reads and checks what the pipeline of a connection sends.</summary>
    public static ICiSender Open(Connection.Pipeline connection) => DescriptorOf(connection).Open(connection.Settings);

    /// <summary>Tells the pipeline of a connection how rollouts go; null where it is told nothing.</summary>
    public static ICiTeller? OpenTeller(Connection.Pipeline connection, Surroundings around) =>
        DescriptorOf(connection).Tell(connection.Settings, around);

    private static CiDescriptor DescriptorOf(Connection.Pipeline connection) =>
        Catalogue.Pipelines.First(pipeline => pipeline.Traits.Key == connection.Traits.Key);

    private static Fault NotYet(ConnectionName name, string title) =>
        new(FaultKind.Refused, $"connection '{name}': plans for {title} can be checked, but not run by this build yet");
}
