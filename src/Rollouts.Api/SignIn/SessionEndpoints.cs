using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Domain.Access;
using Rollouts.Engine.Sessions;

namespace Rollouts.Api.SignIn;

/// <summary>Ends sessions of other people.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder api) =>
        api.MapPost("/sessions/{id}/end", EndAsync)
            .RequirePermissionOf(typeof(EndSession))
            .Describes("Ends a session, which the log names by how its id begins. It opens nothing from then on.")
            .AcceptsBody<CommandBody>()
            .Returns<SessionView>();

    private static Task<IResult> EndAsync(HttpContext context, UseCases useCases, string id) =>
        useCases.AnswerAsync<CommandBody, Session>(
            context,
            (to, body) => new EndSession(to, id, QueryWords.Reason(body.Reason)),
            done => Reply.Of(StatusCodes.Status200OK, SessionView.Of(done.Value))
        );
}
