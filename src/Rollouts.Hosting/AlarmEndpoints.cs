using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Rollouts.Engine.Access;
using Rollouts.Engine.Alarms;
using Rollouts.Engine.Limiting;
using Rollouts.Engine.Requests;
using Rollouts.Integrations.Alarms;
using Rollouts.Storage;

namespace Rollouts.Hosting;

/// <summary>Receives pushed alarms: <c>POST /alarms/{sender}</c>.</summary>
public static class AlarmEndpoints
{
    /// <summary>SNS and EventBridge send 256 kB at most; a group of Alertmanager has some hundred alerts.</summary>
    private const int MostBytes = 1024 * 1024;

    public static IEndpointConventionBuilder MapAlarms(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(
            "/alarms/{sender}",
            (string sender, HttpContext context, IMediator mediator, FailedLoginLimiter limiter) =>
                ReceiveAsync(sender, context, mediator, limiter)
        );

    private static async Task<IResult> ReceiveAsync(
        string sender,
        HttpContext context,
        IMediator mediator,
        FailedLoginLimiter limiter
    )
    {
        if (await BodyAsync(context) is not { } body)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        var message = new AlarmMessage(name => context.Request.Headers[name] is [var only] ? only : null, body);
        try
        {
            // An unauthenticated sender gets only a status code. Each message is verified, even from an address with
            // too many failed attempts: an attacker behind the same proxy must not keep an alarm from its rollouts.
            return await OutcomeAsync(sender, message, context, mediator) switch
            {
                AlarmOutcome.Taken => Results.Ok(),
                AlarmOutcome.Unknown or AlarmOutcome.Distrusted when limiter.AreTooMany(context) => TooMany(context),
                AlarmOutcome.Unknown => Results.NotFound(),
                AlarmOutcome.Distrusted => Results.Unauthorized(),
                AlarmOutcome.Unreadable => Results.BadRequest(),
                AlarmOutcome.NotNow => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (StoreUnavailableException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<AlarmOutcome> OutcomeAsync(
        string sender,
        AlarmMessage message,
        HttpContext context,
        IMediator mediator
    )
    {
        var source = new RequestSource(
            $"POST {context.Request.Path.ToUriComponent()}",
            context.Connection.RemoteIpAddress?.ToString() ?? "unknown"
        );
        var request = new ReceiveAlarms(RequestContext.Unauthenticated(source), sender, message);
        return await mediator.Send(request, context.RequestAborted) is UseCaseResult<AlarmOutcome>.Done done
            ? done.Value
            : throw new System.Diagnostics.UnreachableException();
    }

    private static IResult TooMany(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return Results.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    /// <summary>The whole body; null if it is longer than <see cref="MostBytes"/>.</summary>
    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostBytes;
        }

        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            return body.Length > MostBytes ? null : body.ToArray();
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
    }
}
