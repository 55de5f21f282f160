using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Live;

/// <summary>Streams changes as server-sent events. A client that was disconnected can resume.</summary>
internal static class LiveEndpoints
{
    private const string Resume = "Last-Event-ID";

    public static void MapLive(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rollouts/{id}/live", RolloutAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("The records of a rollout as they are written, as server-sent events.")
            .Returns<string>(type: "text/event-stream");
        api.MapGet("/rollouts/live", ListAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("The rows of live rollouts as they change, as server-sent events.")
            .Returns<string>(type: "text/event-stream");
    }

    public static LiveEvent EventOf(ChainedEntry chained) =>
        new(
            chained.Entry.Version.ToString(CultureInfo.InvariantCulture),
            "record",
            JsonSerializer.Serialize(EventView.Of(chained), ApiJson.Options)
        );

    public static bool Reaches(Caller caller, RowView row) =>
        caller.Reaches(new ServiceName(row.Service), new EnvironmentName(row.Environment));

    private static async Task RolloutAsync(
        HttpContext context,
        UseCases useCases,
        IStreamStore streams,
        Listeners listeners,
        string id
    )
    {
        var caller = HttpCaller.Of(context);
        var state = await useCases.RolloutAsync(context, id);
        var last = LastVersion(context);
        var listener = new Listener(caller, state.Spec.Id);
        await ListenAsync(
            context,
            listeners,
            listener,
            state.Version,
            async () =>
            {
                // Read after the listener was added. An event that is written meanwhile is in both and sent once.
                var stream = StreamName.Of(state.Spec.Id);
                await foreach (var chained in streams.ReadAsync(stream, last, context.RequestAborted))
                {
                    last = chained.Entry.Version;
                    await SendAsync(context, EventOf(chained));
                }
            },
            happened => happened.Id is null || VersionOf(happened) > last
        );
    }

    private static async Task ListAsync(HttpContext context, ListNews news, Listeners listeners)
    {
        var caller = HttpCaller.Of(context);
        var listener = new Listener(caller, Rollout: null);
        IReadOnlyList<(RowView Row, LiveEvent Event)>? missed = null;
        await ListenAsync(
            context,
            listeners,
            listener,
            version: 0,
            async () =>
            {
                // Read after the listener was added. An event that happens meanwhile is in both and sent once.
                missed = news.After(context.Request.Headers[Resume]);
                if (missed is null && news.IsKnown)
                {
                    await SendAsync(context, LiveEvent.Reset);
                }

                foreach (var (row, happened) in (missed ?? []).Where(told => Reaches(caller, told.Row)))
                {
                    await SendAsync(context, happened);
                }
            },
            happened => missed is null || missed.All(told => told.Event != happened)
        );
    }

    private static async Task ListenAsync(
        HttpContext context,
        Listeners listeners,
        Listener listener,
        int version,
        Func<Task> catchUp,
        Predicate<LiveEvent> isNew
    )
    {
        if (!listeners.TryAdd(listener, version))
        {
            await Rates.TooManyAsync(context);
            return;
        }

        try
        {
            context.Response.ContentType = "text/event-stream";
            // Some proxies buffer a response otherwise.
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await catchUp();
            await context.Response.Body.FlushAsync(context.RequestAborted);
            while (await listener.Events.WaitToReadAsync(context.RequestAborted))
            {
                // Events that happened together are sent together.
                while (listener.Events.TryRead(out var happened))
                {
                    if (isNew(happened))
                    {
                        context.Response.BodyWriter.Write(happened.Bytes.Span);
                    }
                }

                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        finally
        {
            listeners.Remove(listener);
        }
    }

    private static int LastVersion(HttpContext context)
    {
        var sent = context.Request.Headers[Resume].ToString();
        return sent.Length == 0 ? 0
            : int.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
            : throw new BadRequestException(
                new Problem(
                    StatusCodes.Status400BadRequest,
                    "request.last-event",
                    $"'{Resume}' is the id of an event of this stream"
                )
            );
    }

    private static int VersionOf(LiveEvent happened) => int.Parse(happened.Id!, CultureInfo.InvariantCulture);

    private static async Task SendAsync(HttpContext context, LiveEvent happened) =>
        await context.Response.BodyWriter.WriteAsync(happened.Bytes, context.RequestAborted);
}
