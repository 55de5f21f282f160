using Rollouts.Domain.Installations;

namespace Rollouts.Api.Connections;

/// <summary>A connection without anything that opens it: no address, no credential, not even where one lies.</summary>
/// <param name="Kind">A router, a source, a sender of alarms, a pipeline or a hook.</param>
/// <param name="System">What it speaks, as in <c>appMesh</c>.</param>
/// <param name="Services">The services that may use it; empty for all.</param>
internal sealed record ConnectionView(
    string Name,
    string Kind,
    string? System,
    ValueList<string> Services,
    ValueList<string> Environments
)
{
    public static ConnectionView Of(Connection connection)
    {
        var (kind, system) = connection switch
        {
            Connection.Router router => ("router", router.Traits.Key),
            Connection.Source source => ("source", source.Traits.Key),
            Connection.Sender sender => ("sender", sender.Traits.Key),
            Connection.Pipeline pipeline => ("pipeline", pipeline.Traits.Key),
            Connection.Hook => ("hook", (string?)null),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new ConnectionView(
            connection.Name.Value,
            kind,
            system,
            connection.Services.Select(service => service.Value).ToValueList(),
            connection.Environments.Select(environment => environment.Value).ToValueList()
        );
    }
}
