using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Storage;
using Rollouts.Worker.Limiting;

namespace Rollouts.Worker.Alarms;

/// <summary>Where senders push alarms to: <c>POST /alarms/{sender}</c>.</summary>
public static class AlarmEndpoints
{
    /// <summary>SNS and EventBridge send 256 kB at most; a group of Alertmanager has some hundred alerts.</summary>
    private const int MostBytes = 1024 * 1024;

    public static IEndpointConventionBuilder MapAlarms(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(
            "/alarms/{sender}",
            (string sender, HttpContext context, AlarmDesk desk, Strangers strangers) =>
                ReceiveAsync(sender, context, desk, strangers)
        );

    private static async Task<IResult> ReceiveAsync(
        string sender,
        HttpContext context,
        AlarmDesk desk,
        Strangers strangers
    )
    {
        if (await BodyAsync(context) is not { } body)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        var message = new AlarmMessage(name => context.Request.Headers[name] is [var only] ? only : null, body);
        try
        {
            // A caller that has not made itself known is told a number only. Each message is checked, also from an
            // address that has tried too often: a stranger behind the same proxy must not keep an alarm from its
            // rollouts.
            return await desk.ReceiveAsync(sender, message, context.RequestAborted) switch
            {
                AlarmOutcome.Taken => Results.Ok(),
                AlarmOutcome.Unknown or AlarmOutcome.Distrusted when strangers.AreTooMany(context) => TooMany(context),
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
