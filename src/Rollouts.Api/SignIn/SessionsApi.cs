using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;

namespace Rollouts.Api.SignIn;

/// <summary>Sessions of other people: ending one that should not go on.</summary>
internal static class SessionsApi
{
    public static void MapSessions(this IEndpointRouteBuilder api) =>
        api.MapPost("/sessions/{id}/end", EndAsync)
            .Needing(Permission.ManageKeys, Reach.All)
            .Tells("Ends a session, which the log names by how its id begins. It opens nothing from then on.")
            .Takes<CommandBody>()
            .Gives<SessionView>();

    private static Task<IResult> EndAsync(HttpContext context, Once once, SessionCabinet cabinet, string id) =>
        once.DoAsync<CommandBody>(
            context,
            async (wish, body) =>
            {
                var why = Words.Reason(body.Reason);
                if (await cabinet.NamedAsync(id, context.RequestAborted) is not { } session)
                {
                    return Reply.Of(
                        new Problem(
                            StatusCodes.Status404NotFound,
                            "session.unknown",
                            "there is no such session, or more than one whose id begins so"
                        )
                    );
                }

                await cabinet.EndAsync(session.Id, wish.By, why, context.RequestAborted);
                return Reply.Of(StatusCodes.Status200OK, SessionView.Of(session));
            }
        );
}
