using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Domain.Installations;

namespace Rollouts.Api.Connections;

/// <summary>What the administrators' file holds, as far as it may be shown. It is changed in the file.</summary>
internal static class ConnectionsApi
{
    public static void MapConnections(this IEndpointRouteBuilder api)
    {
        api.MapGet("/connections", Connections)
            .Needing(Permission.ReadInstallation)
            .Tells("The connections, without addresses and secrets.")
            .Gives<ValueList<ConnectionView>>();
        api.MapGet("/environments", Environments)
            .Needing(Permission.Read)
            .Tells("The environments, and what is demanded in each.")
            .Gives<ValueList<EnvironmentView>>();
    }

    private static IResult Connections(HttpContext context, Installation installation)
    {
        Callers.Of(context).DemandAll();
        return Replies.Of(
            Reply.Of(
                StatusCodes.Status200OK,
                installation
                    .Connections.Values.OrderBy(connection => connection.Name.Value, StringComparer.Ordinal)
                    .Select(ConnectionView.Of)
                    .ToValueList()
            )
        );
    }

    private static IResult Environments(Installation installation) =>
        Replies.Of(
            Reply.Of(
                StatusCodes.Status200OK,
                installation
                    .Environments.OrderBy(pair => pair.Key.Value, StringComparer.Ordinal)
                    .Select(pair => EnvironmentView.Of(pair.Key, pair.Value))
                    .ToValueList()
            )
        );
}
