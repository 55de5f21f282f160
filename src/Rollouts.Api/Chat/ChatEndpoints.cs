using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Engine.Chat;
using Rollouts.Engine.Limiting;
using Rollouts.Integrations.Chat;

namespace Rollouts.Api.Chat;

/// <summary>
/// Where chat systems send what people do: <c>POST /chat/{connection}/interactivity</c>, <c>/commands</c> and
/// <c>/events</c>. They are open to all, since each request is signed. A request is acknowledged at once, and worked on
/// after that.
/// </summary>
internal static class ChatEndpoints
{
    public static void MapChat(this IEndpointRouteBuilder app)
    {
        foreach (var path in new[] { "interactivity", "commands", "events" })
        {
            app.MapPost($"/chat/{{connection}}/{path}", ReceiveAsync).AllowAll().ExcludeFromDescription();
        }

        app.MapGroup("").AllowAll().ExcludeFromDescription().MapChatLinks();
    }

    private static async Task<IResult> ReceiveAsync(
        HttpContext context,
        ChatConnections connections,
        ChatWork work,
        FailedLoginLimiter limiter,
        TimeProvider time,
        string connection
    )
    {
        var body = await Body.ReadAsync(context);
        if (connections.Find(connection)?.Chat is not IInteractiveChat chat)
        {
            return await RefuseAsync(context, limiter, $"no chat system is connected as '{connection}'");
        }

        var request = new ChatRequest(name => context.Request.Headers[name] is [var only] ? only : null, body);
        var proof = await chat.ComplaintAsync(request, time.GetUtcNow(), context.RequestAborted);
        if (!proof.TryGet(out var complaint, out var fault))
        {
            HttpAccessLog.Because(context, "chat.not-now", fault.Message);
            return NotNow(context);
        }

        if (complaint is not null)
        {
            return await RefuseAsync(context, limiter, complaint);
        }

        return chat.Read(request) switch
        {
            ChatEvent.Challenge challenge => Results.Json(new { challenge = challenge.Text }),
            ChatEvent.Nothing => Results.Ok(),
            ChatEvent.Unreadable => Replies.Of(
                new Problem(StatusCodes.Status400BadRequest, "chat.unreadable", "This request cannot be read.")
            ),
            var happened => await work.AddAsync(connection, happened, context.RequestAborted)
                ? Results.Ok()
                : NotNow(context),
        };
    }

    private static async Task<IResult> RefuseAsync(HttpContext context, FailedLoginLimiter limiter, string why)
    {
        HttpAccessLog.Because(context, "chat.not-taken", why);
        if (limiter.AreTooMany(context))
        {
            await Rates.TooManyAsync(context);
            return Results.Empty;
        }

        return Replies.Of(
            new Problem(StatusCodes.Status401Unauthorized, "chat.not-taken", "The signature of this request is wrong.")
        );
    }

    private static IResult NotNow(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "30";
        return Replies.Of(
            new Problem(StatusCodes.Status503ServiceUnavailable, "chat.not-now", "Send it again a little later.")
        );
    }
}
