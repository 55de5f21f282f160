using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Worker.Installations;

namespace Rollouts.Api.Connections;

/// <summary>
/// Connections: seeing them as far as they may be shown, writing them and removing them. Those of the administrators'
/// file are changed in the file.
/// </summary>
internal static class ConnectionsApi
{
    public static void MapConnections(this IEndpointRouteBuilder api)
    {
        api.MapGet("/connections", List)
            .Needing(Permission.ReadInstallation, Reach.All)
            .Tells("The connections, without addresses and secrets.")
            .Gives<ValueList<ConnectionView>>();
        api.MapGet("/connections/{name}", ReadAsync)
            .Needing(Permission.ReadInstallation, Reach.All)
            .Tells("A connection, without addresses and secrets; its ETag is its revision.")
            .Gives<ConnectionView>();
        api.MapPut("/connections/{name}", WriteAsync)
            .Needing(Permission.ManageInstallation, Reach.All)
            .Tells("Writes a connection, as it would stand below its name in the installation's file.")
            .TakesPlan()
            .Gives<ConnectionView>()
            .Gives<ConnectionView>(StatusCodes.Status201Created);
        api.MapDelete("/connections/{name}", RemoveAsync)
            .Needing(Permission.ManageInstallation, Reach.All)
            .Tells("Removes a connection that was written here, unless a live rollout relies on it.")
            .Gives<RemovedView>();
    }

    private static IResult List(HttpContext context, CurrentInstallation installation, InstallationShelf shelf)
    {
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, All(installation, shelf).ToValueList()));
    }

    private static Task<IResult> ReadAsync(
        HttpContext context,
        InstallationParts parts,
        CurrentInstallation installation,
        InstallationShelf shelf,
        string name
    )
    {
        var part = PartOf(name);
        return parts.ReadAsync(context, part, () => Find(installation, shelf, part), view => view.Revision);
    }

    private static Task<IResult> WriteAsync(
        HttpContext context,
        InstallationParts parts,
        CurrentInstallation installation,
        InstallationShelf shelf,
        string name,
        string reason
    )
    {
        var part = PartOf(name);
        return parts.WriteAsync(context, part, reason, () => Find(installation, shelf, part)!);
    }

    private static Task<IResult> RemoveAsync(
        HttpContext context,
        InstallationParts parts,
        string name,
        string reason
    ) => parts.RemoveAsync(context, PartOf(name), reason);

    // What is in force comes first: that is what somebody asks after.
    private static ConnectionView? Find(
        CurrentInstallation installation,
        InstallationShelf shelf,
        Part.OfConnection part
    ) => All(installation, shelf).FirstOrDefault(view => view.Name == part.Name);

    private static IEnumerable<ConnectionView> All(CurrentInstallation installation, InstallationShelf shelf) =>
        installation
            .Now.Connections.Values.Select(connection =>
                ConnectionView.Of(connection, shelf.Find(new Part.OfConnection(connection.Name)))
            )
            .Concat(
                shelf
                    .Parts.Where(part => part is { Trouble: not null, Part: Part.OfConnection })
                    .Select(ConnectionView.OfTroubled)
            )
            .OrderBy(view => view.Name, StringComparer.Ordinal)
            .ThenBy(view => view.Trouble is not null);

    private static Part.OfConnection PartOf(string name) =>
        new(Names.Read("name", name, text => new ConnectionName(text)));
}
