using Rollouts.Domain.Connections;
using Rollouts.Engine.Connections;

namespace Rollouts.Api.Connections;

/// <summary>A connection without its address, its credential and the place of its credential.</summary>
/// <param name="Kind">
/// A router, source, sender of alarms, pipeline, hook or chat system; null if the stored text cannot be parsed.
/// </param>
/// <param name="System">The system behind the connection, as in <c>appMesh</c>.</param>
/// <param name="Services">The services that may use the connection; empty for all.</param>
/// <param name="Revision">The revision of a connection that was written over the API.</param>
/// <param name="Problem">Why the connection is not in force; null if it is.</param>
internal sealed record ConnectionView(
    string Name,
    string? Kind,
    string? System,
    ValueList<string> Services,
    ValueList<string> Environments,
    ConfigSource From,
    int? Revision,
    string? Problem = null
)
{
    /// <param name="written">
    /// The stored form of a connection that was written over the API; null for one of the file.
    /// </param>
    public static ConnectionView Of(Connection connection, StoredPart? written)
    {
        var (kind, system) = connection switch
        {
            Connection.Router router => ("router", router.Traits.Key),
            Connection.Source source => ("source", source.Traits.Key),
            Connection.Sender sender => ("sender", sender.Traits.Key),
            Connection.Pipeline pipeline => ("pipeline", pipeline.Traits.Key),
            Connection.Hook => ("hook", (string?)null),
            Connection.Chat chat => ("chat", chat.Traits.Key),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new ConnectionView(
            connection.Name.Value,
            kind,
            system,
            connection.Services.Select(service => service.Value).ToValueList(),
            connection.Environments.Select(environment => environment.Value).ToValueList(),
            written is { Trouble: null } ? ConfigSource.Api : ConfigSource.File,
            written is { Trouble: null } ? written.Revision : null
        );
    }

    public static ConnectionView OfTroubled(StoredPart written) =>
        new(written.Part.Name, null, null, [], [], ConfigSource.Api, written.Revision, written.Trouble);
}
