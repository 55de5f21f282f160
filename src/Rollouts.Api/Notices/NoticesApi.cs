using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Telling;

namespace Rollouts.Api.Notices;

/// <summary>Messages that were given up: seeing them, and having them sent again.</summary>
internal static class NoticesApi
{
    private const int PageSize = 100;

    public static void MapNotices(this IEndpointRouteBuilder api)
    {
        api.MapGet("/notices", ListAsync)
            .Needing(Permission.ManageNotices, Reach.All)
            .Tells("Messages that could not be sent, the oldest first, 100 at a time above a number.")
            .Gives<ValueList<NoticeView>>();
        api.MapPost("/notices/{number}/again", AgainAsync)
            .Needing(Permission.ManageNotices, Reach.All)
            .Tells("Has one of them sent again, under the same key.")
            .Gives<SentAgain>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, IStore store, long above = 0)
    {
        var dead = await store.Outbox.DeadAsync(new MessageId(above), PageSize, context.RequestAborted);
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, dead.Select(NoticeView.Of).ToValueList()));
    }

    private static Task<IResult> AgainAsync(HttpContext context, Once once, IStore store, long number) =>
        once.DoAsync(
            context,
            async wish =>
            {
                return await store.Outbox.SendAgainAsync(new MessageId(number), context.RequestAborted)
                    ? Reply.Of(StatusCodes.Status200OK, new SentAgain(number))
                    : Reply.Of(
                        new Problem(
                            StatusCodes.Status404NotFound,
                            "notice.unknown",
                            "no message of this number was given up; it may have been sent again already"
                        )
                    );
            }
        );
}
