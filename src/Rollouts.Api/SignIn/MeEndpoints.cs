using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Engine.Sessions;

namespace Rollouts.Api.SignIn;

/// <summary>Shows callers their identity and their permissions.</summary>
internal static class MeEndpoints
{
    // Every role can read, so the caller still has all of its grants here.
    public static void MapMe(this IEndpointRouteBuilder api) =>
        api.MapGet("/me", Read)
            .RequirePermission(Permission.Read, RequiredReach.None)
            .Describes("Who asks, what they may, and for a browser what its changes have to carry.")
            .Returns<MeView>();

    private static IResult Read(HttpContext context, Cookies cookies)
    {
        var caller = HttpCaller.Of(context);
        var text = caller.Session is null ? null : cookies.Session(context);
        return Replies.Of(
            Reply.Of(StatusCodes.Status200OK, MeView.Of(caller, text is null ? null : SessionText.ProofOf(text)))
        );
    }
}
