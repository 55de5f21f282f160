using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Integrations.Ci;
using Rollouts.Worker.Ci;
using Rollouts.Worker.Limiting;

namespace Rollouts.Api.Ci;

/// <summary>
/// Where pipelines send what happened: <c>POST /ci/{connection}</c>. It is open to all, since each makes itself
/// known in its own way; whoever does not is told nothing but a number.
/// </summary>
internal static class CiApi
{
    public static void MapCi(this IEndpointRouteBuilder app)
    {
        app.MapPost("/ci/{connection}", ReceiveAsync).OpenToAll().ExcludeFromDescription();

        // Senders of CloudEvents ask first whether they may; the answer is the same for every name, so it tells
        // nothing.
        app.MapMethods("/ci/{connection}", [HttpMethods.Options], Welcome).OpenToAll().ExcludeFromDescription();
    }

    private static async Task<IResult> ReceiveAsync(
        HttpContext context,
        CiDesk desk,
        Strangers strangers,
        TimeProvider time,
        string connection
    )
    {
        var body = await Body.ReadAsync(context);
        var message = new CiMessage(
            name => context.Request.Headers[name] is [var only] ? only : null,
            body,
            time.GetUtcNow()
        );
        switch (await desk.ReceiveAsync(connection, message, context.RequestAborted))
        {
            case CiOutcome.Taken:
                return Results.StatusCode(StatusCodes.Status202Accepted);
            case CiOutcome.Refused when strangers.AreTooMany(context):
                await Rates.TooManyAsync(context);
                return Results.Empty;
            case CiOutcome.Refused:
                return Replies.Of(new Problem(StatusCodes.Status401Unauthorized, "ci.not-taken", "this is not taken"));
            case CiOutcome.Unreadable:
                return Replies.Of(
                    new Problem(
                        StatusCodes.Status400BadRequest,
                        "ci.unreadable",
                        "this cannot be read; the log says why"
                    )
                );
            case CiOutcome.NotNow:
                context.Response.Headers.RetryAfter = "30";
                return Replies.Of(
                    new Problem(StatusCodes.Status503ServiceUnavailable, "ci.not-now", "send it again a little later")
                );
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static IResult Welcome(HttpContext context, string connection)
    {
        context.Response.Headers.Allow = "POST";
        if (context.Request.Headers.ContainsKey("WebHook-Request-Origin"))
        {
            context.Response.Headers["WebHook-Allowed-Origin"] = "*";
            context.Response.Headers["WebHook-Allowed-Rate"] = "*";
        }

        return Results.Ok();
    }
}
