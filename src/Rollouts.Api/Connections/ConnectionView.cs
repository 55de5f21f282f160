using Rollouts.Domain.Installations;
using Rollouts.Worker.Installations;

namespace Rollouts.Api.Connections;

/// <summary>A connection without anything that opens it: no address, no credential, not even where one lies.</summary>
/// <param name="Kind">A router, source, sender of alarms, pipeline or hook; null for what cannot be read.</param>
/// <param name="System">What it speaks, as in <c>appMesh</c>.</param>
/// <param name="Services">The services that may use it; empty for all.</param>
/// <param name="Revision">Of one that was written over the API.</param>
/// <param name="Trouble">Why it is not in force; null for one that is.</param>
internal sealed record ConnectionView(
    string Name,
    string? Kind,
    string? System,
    ValueList<string> Services,
    ValueList<string> Environments,
    Whence From,
    int? Revision,
    string? Trouble = null
)
{
    /// <param name="written">As it was written over the API; null for one of the file.</param>
    public static ConnectionView Of(Connection connection, StoredPart? written)
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
            connection.Environments.Select(environment => environment.Value).ToValueList(),
            written is { Trouble: null } ? Whence.Api : Whence.File,
            written is { Trouble: null } ? written.Revision : null
        );
    }

    public static ConnectionView OfTroubled(StoredPart written) =>
        new(written.Part.Name, null, null, [], [], Whence.Api, written.Revision, written.Trouble);
}
