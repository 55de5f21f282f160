using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Problems;
using Rollouts.Api.Rollouts;
using Rollouts.Domain.Audit;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker;

namespace Rollouts.Api.Live;

/// <summary>Being told as it happens, by server-sent events that go on where they were cut off.</summary>
internal static class LiveApi
{
    private const string Resume = "Last-Event-ID";

    public static void MapLive(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rollouts/{id}/live", RolloutAsync)
            .Needing(Permission.Read, Reach.Service)
            .Tells("The records of a rollout as they are written, as server-sent events.")
            .Gives<string>(type: "text/event-stream");
        api.MapGet("/rollouts/live", ListAsync)
            .Needing(Permission.Read, Reach.Service)
            .Tells("The rows of live rollouts as they change, as server-sent events.")
            .Gives<string>(type: "text/event-stream");
    }

    public static LiveEvent EventOf(ChainedEntry chained) =>
        new(
            chained.Entry.Version.ToString(CultureInfo.InvariantCulture),
            "record",
            JsonSerializer.Serialize(EventView.Of(chained), ApiJson.Options)
        );

    public static bool Reaches(Caller caller, RowView row) =>
        caller.Reaches(new ServiceName(row.Service), new EnvironmentName(row.Environment));

    private static async Task RolloutAsync(HttpContext context, Engine engine, Listeners listeners, string id)
    {
        var caller = Callers.Of(context);
        if (await RolloutsApi.FindAsync(engine, caller, id, context.RequestAborted) is not { } state)
        {
            await Replies.WriteAsync(context, Commands.Unknown(id));
            return;
        }

        var last = LastVersion(context);
        var listener = new Listener(caller, state.Terms.Id);
        await ListenAsync(
            context,
            listeners,
            listener,
            state.Version,
            async () =>
            {
                // Read after the listener was added: what is written meanwhile is in both, and told once.
                var stream = StreamName.Of(state.Terms.Id);
                await foreach (var chained in engine.Streams.ReadAsync(stream, last, context.RequestAborted))
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
        var caller = Callers.Of(context);
        var listener = new Listener(caller, Rollout: null);
        IReadOnlyList<(RowView Row, LiveEvent Event)>? missed = null;
        await ListenAsync(
            context,
            listeners,
            listener,
            version: 0,
            async () =>
            {
                // After the listener was added: what happens meanwhile is in both, and told once.
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
            // Some proxies would wait for more before they hand it on.
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await catchUp();
            await context.Response.Body.FlushAsync(context.RequestAborted);
            while (await listener.Events.WaitToReadAsync(context.RequestAborted))
            {
                // What happened together goes out together.
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
