using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Rollouts.Commands;
using Rollouts.Storage;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Rollouts;

/// <summary>Endpoints that start, show and steer rollouts.</summary>
internal static class RolloutEndpoints
{
    private const int PageSize = 50;

    private const int BatchSize = 100;

    private const int MostBatches = 200;

    /// <summary>A caller that needs more names the last event that it has read.</summary>
    private const int MostEvents = 1000;

    public static void MapRollouts(this IEndpointRouteBuilder api)
    {
        api.MapPost("/rollouts", StartAsync)
            .RequirePermissionOf(typeof(StartRollout))
            .Describes("Starts a version on its way, by the plan that is sent along or the newest one.")
            .AcceptsBody<StartBody>()
            .Returns<RolloutView>(StatusCodes.Status201Created);
        api.MapGet("/rollouts", ListAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("The rollouts, the newest first, 50 at a time.")
            .Returns<PageView>();
        api.MapGet("/rollouts/{id}", ReadAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("A rollout as it stands; its ETag is its position.")
            .Returns<RolloutView>();
        api.MapGet("/rollouts/{id}/events", EventsAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("What happened to a rollout, record by record, 1,000 at a time.")
            .Returns<ValueList<EventView>>();
        foreach (var route in CommandRoute.All)
        {
            api.MapPost(
                    $"/rollouts/{{id}}/{route.Verb}",
                    (HttpContext context, UseCases useCases, string id) => CommandAsync(context, useCases, id, route)
                )
                .RequirePermissionOf(route.Request)
                .Describes(route.Summary)
                .AcceptsBody(route.Body)
                .Returns<RolloutView>(
                    route.Request == typeof(RetryRollout) ? StatusCodes.Status201Created : StatusCodes.Status200OK
                );
        }

        api.MapPost("/rollouts/{id}/{command}", NoSuchCommand)
            .RequirePermission(Permission.Read, RequiredReach.None)
            .ExcludeFromDescription();
    }

    private static IResult NoSuchCommand(string id, string command) =>
        Replies.Of(
            new Problem(
                StatusCodes.Status404NotFound,
                "command.unknown",
                $"there is no such command; there are {string.Join(", ", CommandRoute.All.Select(route => route.Verb))}"
            )
        );

    private static Task<IResult> StartAsync(HttpContext context, UseCases useCases) =>
        useCases.AnswerAsync<StartBody, Rollout>(context, StartRequests.Of, ReplyOf);

    private static Task<IResult> CommandAsync(HttpContext context, UseCases useCases, string id, CommandRoute route)
    {
        string? seen = context.Request.Headers.IfMatch;
        return useCases.AnswerAsync<Rollout>(
            context,
            (RequestContext to, byte[] body) =>
                route.Make(to, UseCases.RolloutNamed(id), route.Read(body, SeenPosition.Read(seen))),
            ReplyOf
        );
    }

    private static Reply ReplyOf(UseCaseResult<Rollout>.Done done) =>
        Reply.Of(done.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, RolloutViews.Of(done.Value));

    private static async Task<IResult> ReadAsync(HttpContext context, UseCases useCases, StateReader reader, string id)
    {
        var state = await useCases.RolloutAsync(context, id);
        context.Response.Headers.ETag = $"\"{state.Position}\"";
        var view = RolloutViews.Of(state);
        var serving = state.Status is Status.RollingBack or Status.RolledBack or Status.Superseded
            ? (await reader.RelatedStreamsOfAsync(state.Spec.Plan, context.RequestAborted)).Service.Serving
            : [];
        var still = serving
            .Where(one => one.By == state.Spec.Id)
            .Select(one => $"'{one.Backend}' on '{one.Target}': {one.Sentence}")
            .ToValueList();
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, still.IsEmpty ? view : view with { StillServing = still }));
    }

    private static async Task<IResult> EventsAsync(
        HttpContext context,
        UseCases useCases,
        IStreamStore streams,
        string id,
        int above = 0
    )
    {
        var state = await useCases.RolloutAsync(context, id);
        List<EventView> events = [];
        await foreach (var chained in streams.ReadAsync(StreamName.Of(state.Spec.Id), above, context.RequestAborted))
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
        var (rows, next) = await PageAsync(store, filter, cursor, HttpCaller.Of(context), context.RequestAborted);
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, new PageView(rows.Select(RowView.Of).ToValueList(), next)));
    }

    // Rows out of reach are skipped before the page is cut, so that a cursor names a visible row.
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

        // The search stops after this number of rows. The next request continues after the last row that was examined.
        return (shown, next);
    }
}
