using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Engine.Connections;
using Rollouts.Integrations.Outside;

namespace Rollouts.Api.Connections;

/// <summary>
/// Shows connections without their secrets, writes and removes them. Connections of the administrators' file are
/// changed in the file.
/// </summary>
internal static class ConnectionEndpoints
{
    public static void MapConnections(this IEndpointRouteBuilder api)
    {
        api.MapGet("/connections", List)
            .RequirePermission(Permission.ReadInstallation, RequiredReach.All)
            .Describes("The connections, without addresses and secrets.")
            .Returns<ValueList<ConnectionView>>();
        api.MapGet("/connections/{name}", ReadAsync)
            .RequirePermission(Permission.ReadInstallation, RequiredReach.All)
            .Describes("A connection, without addresses and secrets; its ETag is its revision.")
            .Returns<ConnectionView>();
        api.MapPut("/connections/{name}", WriteAsync)
            .RequirePermissionOf(typeof(WritePart))
            .Describes("Writes a connection, as it would stand below its name in the installation's file.")
            .AcceptsPlan()
            .Returns<ConnectionView>()
            .Returns<ConnectionView>(StatusCodes.Status201Created);
        api.MapDelete("/connections/{name}", RemoveAsync)
            .RequirePermissionOf(typeof(RemovePart))
            .Describes("Removes a connection that was written here, unless a live rollout relies on it.")
            .Returns<RemovedView>();
    }

    private static IResult List(
        HttpContext context,
        CurrentInstallation installation,
        InstallationRepository repository
    )
    {
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, All(installation, repository).ToValueList()));
    }

    private static Task<IResult> ReadAsync(
        HttpContext context,
        InstallationParts parts,
        CurrentInstallation installation,
        InstallationRepository repository,
        string name
    )
    {
        var part = PartOf(name);
        return parts.ReadAsync(context, part, () => Find(installation, repository, part), view => view.Revision);
    }

    private static Task<IResult> WriteAsync(
        HttpContext context,
        InstallationParts parts,
        CurrentInstallation installation,
        InstallationRepository repository,
        string name,
        string reason
    )
    {
        var part = PartOf(name);
        return parts.WriteAsync(context, part, reason, () => Find(installation, repository, part)!);
    }

    private static Task<IResult> RemoveAsync(
        HttpContext context,
        InstallationParts parts,
        string name,
        string reason
    ) => parts.RemoveAsync(context, PartOf(name), reason);

    // The connection in force comes first, because callers ask for that one.
    private static ConnectionView? Find(
        CurrentInstallation installation,
        InstallationRepository repository,
        Part.OfConnection part
    ) => All(installation, repository).FirstOrDefault(view => view.Name == part.Name);

    private static IEnumerable<ConnectionView> All(
        CurrentInstallation installation,
        InstallationRepository repository
    ) =>
        installation
            .Now.Connections.Values.Select(connection =>
                ConnectionView.Of(connection, repository.Find(new Part.OfConnection(connection.Name)))
            )
            .Concat(
                repository
                    .Parts.Where(part => part is { Trouble: not null, Part: Part.OfConnection })
                    .Select(ConnectionView.OfTroubled)
            )
            .OrderBy(view => view.Name, StringComparer.Ordinal)
            .ThenBy(view => view.Problem is not null);

    private static Part.OfConnection PartOf(string name) =>
        new(Names.Read("name", name, text => new ConnectionName(text)));
}
