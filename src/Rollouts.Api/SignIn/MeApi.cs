using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;

namespace Rollouts.Api.SignIn;

/// <summary>Tells callers who they are here.</summary>
internal static class MeApi
{
    // Every role reads, so nothing is left out of what the caller may.
    public static void MapMe(this IEndpointRouteBuilder api) =>
        api.MapGet("/me", Read)
            .Needing(Permission.Read, Reach.None)
            .Tells("Who asks, what they may, and for a browser what its changes have to carry.")
            .Gives<MeView>();

    private static IResult Read(HttpContext context, Cookies cookies)
    {
        var caller = Callers.Of(context);
        var text = caller.Session is null ? null : cookies.Session(context);
        return Replies.Of(
            Reply.Of(StatusCodes.Status200OK, MeView.Of(caller, text is null ? null : SessionText.ProofOf(text)))
        );
    }
}
