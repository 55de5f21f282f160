using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Engine.Notifications;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Stores;

namespace Rollouts.Api.Notifications;

/// <summary>Lists dead messages, and sends them again.</summary>
internal static class NotificationEndpoints
{
    private const int PageSize = 100;

    public static void MapNotices(this IEndpointRouteBuilder api)
    {
        api.MapGet("/notifications", ListAsync)
            .RequirePermission(Permission.ManageNotifications, RequiredReach.All)
            .Describes("Messages that could not be sent, the oldest first, 100 at a time above a number.")
            .Returns<ValueList<NotificationView>>();
        api.MapPost("/notifications/{number}/again", AgainAsync)
            .RequirePermissionOf(typeof(SendNotificationAgain))
            .Describes("Has one of them sent again, under the same key.")
            .Returns<SentAgain>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, IStore store, long above = 0)
    {
        var dead = await store.Outbox.DeadAsync(new MessageId(above), PageSize, context.RequestAborted);
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, dead.Select(NotificationView.Of).ToValueList()));
    }

    private static Task<IResult> AgainAsync(HttpContext context, UseCases useCases, long number) =>
        useCases.AnswerAsync(
            context,
            to => new SendNotificationAgain(to, new MessageId(number)),
            done => Reply.Of(StatusCodes.Status200OK, new SentAgain(done.Value.Number))
        );
}
