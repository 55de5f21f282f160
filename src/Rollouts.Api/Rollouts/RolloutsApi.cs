using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Requests;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Lists;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker;

namespace Rollouts.Api.Rollouts;

/// <summary>Rollouts: starting them, seeing them, and saying what is to become of them.</summary>
internal static class RolloutsApi
{
    private const int PageSize = 50;

    public static void MapRollouts(this IEndpointRouteBuilder api)
    {
        api.MapPost("/rollouts", StartAsync);
        api.MapGet("/rollouts", ListAsync);
        api.MapGet("/rollouts/{id}", ReadAsync);
        api.MapGet("/rollouts/{id}/events", EventsAsync);
        api.MapPost("/rollouts/{id}/{command}", CommandAsync);
    }

    private static async Task<IResult> StartAsync(HttpContext context, Once once, Starts starts)
    {
        var bytes = await Body.ReadAsync(context);
        return await once.DoAsync(
            context,
            bytes,
            wish => starts.StartAsync(Body.Parse<StartBody>(bytes), wish, context.RequestAborted)
        );
    }

    private static async Task<IResult> CommandAsync(
        HttpContext context,
        Once once,
        Commands commands,
        string id,
        string command
    )
    {
        var bytes = await Body.ReadAsync(context);
        return await once.DoAsync(
            context,
            bytes,
            wish =>
                commands.GiveAsync(
                    new CommandRequest(id, command, context.Request.Headers.IfMatch, Body.Parse<CommandBody>(bytes)),
                    wish,
                    context.RequestAborted
                )
        );
    }

    private static async Task<IResult> ReadAsync(HttpContext context, Engine engine, string id)
    {
        if (await FindAsync(engine, id, context.RequestAborted) is not { } state)
        {
            return Replies.Of(Commands.Unknown(id));
        }

        context.Response.Headers.ETag = $"\"{state.Position}\"";
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, RolloutViews.Of(state)));
    }

    private static async Task<IResult> EventsAsync(HttpContext context, Engine engine, string id, int above = 0)
    {
        if (Names.Rollout(id) is not { } rollout)
        {
            return Replies.Of(Commands.Unknown(id));
        }

        List<EventView> events = [];
        await foreach (var chained in engine.Streams.ReadAsync(StreamName.Of(rollout), above, context.RequestAborted))
        {
            events.Add(EventView.Of(chained));
        }

        return events.Count == 0 && above == 0
            ? Replies.Of(Commands.Unknown(id))
            : Replies.Of(Reply.Of(StatusCodes.Status200OK, events));
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        IStore store,
        string? service = null,
        string? environment = null,
        string? status = null,
        string? owner = null,
        string? text = null,
        bool? live = null,
        string? cursor = null
    )
    {
        var filter = new RolloutFilter(
            service is null ? null : Names.Read("service", service, name => new ServiceName(name)),
            environment is null ? null : Names.Read("environment", environment, name => new EnvironmentName(name)),
            status,
            owner,
            text,
            live
        );
        var rows = await store.Lists.ListAsync(filter, Cursors.Read(cursor), PageSize, context.RequestAborted);
        var next = rows.Count == PageSize ? Cursors.Write(rows[^1]) : null;
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, new PageView(rows.Select(RowView.Of).ToValueList(), next)));
    }

    internal static async Task<Rollout?> FindAsync(Engine engine, string id, CancellationToken cancellation)
    {
        if (Names.Rollout(id) is not { } rollout)
        {
            return null;
        }

        var loaded = await engine.Streams.LoadAsync([StreamName.Of(rollout)], cancellation);
        engine.Clock.Saw(loaded.Now);
        return loaded.Streams[0] is { } stored ? await engine.Reader.RolloutOfAsync(stored, cancellation) : null;
    }
}
