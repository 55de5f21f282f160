using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Requests;
using Rollouts.Engine.Limiting;
using Rollouts.Engine.Pipelines;
using Rollouts.Engine.Requests;
using Rollouts.Integrations.Ci;

namespace Rollouts.Api.Ci;

/// <summary>
/// Receives events of pipelines: <c>POST /ci/{connection}</c>. The endpoint is open to all callers, because each
/// pipeline authenticates in its own way. An unauthenticated sender gets only a status code.
/// </summary>
internal static class CiEndpoints
{
    public static void MapCi(this IEndpointRouteBuilder app)
    {
        app.MapPost("/ci/{connection}", ReceiveAsync).AllowAll().ExcludeFromDescription();

        // Senders of CloudEvents first ask for permission. The answer is the same for every name, so it reveals
        // nothing.
        app.MapMethods("/ci/{connection}", [HttpMethods.Options], Welcome).AllowAll().ExcludeFromDescription();
    }

    private static async Task<IResult> ReceiveAsync(
        HttpContext context,
        UseCases useCases,
        FailedLoginLimiter limiter,
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
        var request = new ReceivePipelineMessage(
            RequestContext.Unauthenticated(HttpAccessLog.SourceOf(context)),
            connection,
            message
        );
        switch (await useCases.OutcomeAsync(context, request))
        {
            case CiOutcome.Taken:
                return Results.StatusCode(StatusCodes.Status202Accepted);
            case CiOutcome.Refused when limiter.AreTooMany(context):
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
