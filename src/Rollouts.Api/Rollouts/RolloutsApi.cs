using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Problems;
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

    private const int BatchSize = 100;

    private const int MostBatches = 200;

    /// <summary>Whoever wants to read on says above which one.</summary>
    private const int MostEvents = 1000;

    public static void MapRollouts(this IEndpointRouteBuilder api)
    {
        api.MapPost("/rollouts", StartAsync)
            .Needing(Permission.StartRollouts, Reach.Service)
            .Tells("Starts a version on its way, by the plan that is sent along or the newest one.")
            .Takes<StartBody>()
            .Gives<RolloutView>(StatusCodes.Status201Created);
        api.MapGet("/rollouts", ListAsync)
            .Needing(Permission.Read, Reach.Service)
            .Tells("The rollouts, the newest first, 50 at a time.")
            .Gives<PageView>();
        api.MapGet("/rollouts/{id}", ReadAsync)
            .Needing(Permission.Read, Reach.Service)
            .Tells("A rollout as it stands; its ETag is its position.")
            .Gives<RolloutView>();
        api.MapGet("/rollouts/{id}/events", EventsAsync)
            .Needing(Permission.Read, Reach.Service)
            .Tells("What happened to a rollout, record by record, 1,000 at a time.")
            .Gives<ValueList<EventView>>();
        foreach (var (name, permission) in Commands.All)
        {
            api.MapPost(
                    $"/rollouts/{{id}}/{name}",
                    (HttpContext context, Once once, Commands commands, string id) =>
                        CommandAsync(context, once, commands, id, name)
                )
                .Needing(permission, name == Commands.Confirm ? Reach.All : Reach.Service)
                .Tells(Commands.Say(name))
                .Takes<CommandBody>()
                .Gives<RolloutView>(name == Commands.Retry ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        }

        api.MapPost("/rollouts/{id}/{command}", NoSuchCommand)
            .Needing(Permission.Read, Reach.None)
            .ExcludeFromDescription();
    }

    private static IResult NoSuchCommand(string id, string command) =>
        Replies.Of(
            new Problem(
                StatusCodes.Status404NotFound,
                "command.unknown",
                $"there is no such command; there are {string.Join(", ", Commands.All.Keys)}"
            )
        );

    private static Task<IResult> StartAsync(HttpContext context, Once once, Starts starts) =>
        once.DoAsync<StartBody>(context, (wish, body) => starts.StartAsync(body, wish, context.RequestAborted));

    private static Task<IResult> CommandAsync(
        HttpContext context,
        Once once,
        Commands commands,
        string id,
        string command
    ) =>
        once.DoAsync<CommandBody>(
            context,
            (wish, body) =>
                commands.GiveAsync(
                    new CommandRequest(id, command, context.Request.Headers.IfMatch, body),
                    wish,
                    context.RequestAborted
                )
        );

    private static async Task<IResult> ReadAsync(HttpContext context, Engine engine, string id)
    {
        if (await FindAsync(engine, Callers.Of(context), id, context.RequestAborted) is not { } state)
        {
            return Replies.Of(Commands.Unknown(id));
        }

        context.Response.Headers.ETag = $"\"{state.Position}\"";
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, RolloutViews.Of(state)));
    }

    private static async Task<IResult> EventsAsync(HttpContext context, Engine engine, string id, int above = 0)
    {
        if (await FindAsync(engine, Callers.Of(context), id, context.RequestAborted) is not { } state)
        {
            return Replies.Of(Commands.Unknown(id));
        }

        List<EventView> events = [];
        await foreach (
            var chained in engine.Streams.ReadAsync(StreamName.Of(state.Terms.Id), above, context.RequestAborted)
        )
        {
            events.Add(EventView.Of(chained));
            if (events.Count == MostEvents)
            {
                break;
            }
        }

        return Replies.Of(Reply.Of(StatusCodes.Status200OK, events));
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
        var (rows, next) = await PageAsync(store, filter, cursor, Callers.Of(context), context.RequestAborted);
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, new PageView(rows.Select(RowView.Of).ToValueList(), next)));
    }

    // Rows out of reach are passed over before the page is cut, so that a cursor names a row that is shown.
    private static async Task<(List<RolloutRow> Rows, string? Next)> PageAsync(
        IStore store,
        RolloutFilter filter,
        string? cursor,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var after = Cursors.Read(cursor);
        string? next = null;
        List<RolloutRow> shown = [];
        for (var batch = 0; batch < MostBatches; batch++)
        {
            var rows = await store.Lists.ListAsync(filter, after, BatchSize, cancellation);
            foreach (var row in rows.Where(row => caller.Reaches(row.Service, row.Environment)))
            {
                shown.Add(row);
                if (shown.Count == PageSize)
                {
                    return (shown, Cursors.Write(row));
                }
            }

            if (rows.Count < BatchSize)
            {
                return (shown, null);
            }

            after = new RolloutCursor(rows[^1].OpenedAt, rows[^1].Id);
            next = Cursors.Write(rows[^1]);
        }

        // After so many rows the search goes on with the next request, from the last row that was looked at.
        return (shown, next);
    }

    internal static async Task<Rollout?> FindAsync(
        Engine engine,
        Caller caller,
        string id,
        CancellationToken cancellation
    )
    {
        if (Names.Rollout(id) is not { } rollout)
        {
            return null;
        }

        var (state, now) = await engine.Reader.LoadAsync(rollout, cancellation);
        engine.Clock.Saw(now);

        // What is beyond a caller's reach is not there for it.
        return state is not null && caller.Reaches(state.Terms.Plan.Service, state.Terms.Plan.Environment)
            ? state
            : null;
    }
}
