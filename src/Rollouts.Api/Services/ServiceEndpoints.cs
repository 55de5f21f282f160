using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Domain.Services;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Rollouts.Commands;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Services;

/// <summary>Reads services: their stable versions, their rollouts and their history.</summary>
internal static class ServiceEndpoints
{
    private const string Kind = "service/";

    private const int PageSize = 50;

    private const int MostEvents = 1000;

    public static void MapServices(this IEndpointRouteBuilder api)
    {
        api.MapGet("/services", ListAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("The services that were ever released, by environment and name, 50 at a time.")
            .Returns<ServicesPage>();
        api.MapGet("/services/{environment}/{service}", ReadAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("A service: what is stable on each target, and what is under way.")
            .Returns<ServiceView>();
        api.MapGet("/services/{environment}/{service}/events", EventsAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("What happened to a service, record by record, 1,000 at a time.")
            .Returns<ValueList<EventView>>();
        api.MapPost("/services/{environment}/{service}/still-serving/confirm", ConfirmServingAsync)
            .RequirePermissionOf(typeof(ConfirmServing))
            .Describes("Allows a backend to be used again although requests still reach it since it was taken back.")
            .AcceptsBody<ConfirmServingBody>()
            .Returns<ServiceView>();
    }

    private static Task<IResult> ConfirmServingAsync(
        HttpContext context,
        UseCases useCases,
        string environment,
        string service
    ) =>
        useCases.AnswerAsync<ConfirmServingBody, Service>(
            context,
            (to, body) =>
            {
                var (of, at) = Names.Pair(service, environment);
                return new ConfirmServing(
                    to,
                    of,
                    at,
                    Names.Read("target", body.Target, text => new TargetName(text)),
                    Names.Read("backend", body.Backend, text => new BackendName(text)),
                    QueryWords.Reason(body.Reason)
                );
            },
            done => Reply.Of(StatusCodes.Status200OK, ServiceView.Of(done.Value))
        );

    private static async Task<IResult> ListAsync(
        HttpContext context,
        StateReader reader,
        IStreamStore streams,
        string? cursor = null
    )
    {
        var after = Cursors.ReadPair(cursor) is { } last ? Kind + last : null;
        List<(ServiceName Service, EnvironmentName Environment)> pairs = [];
        await foreach (var head in StreamsUnder.HeadsAsync(streams, Kind, after, context.RequestAborted))
        {
            // A service beyond the caller's reach never shows, not even as a further page.
            if (
                StreamsUnder.PairIn(head.Stream) is { } pair
                && HttpCaller.Of(context).Reaches(pair.Service, pair.Environment)
            )
            {
                pairs.Add(pair);
            }

            if (pairs.Count > PageSize)
            {
                break;
            }
        }

        var shown = pairs.Take(PageSize).ToList();
        var services = await AllAsync(reader, streams, shown, context.RequestAborted);
        var next = pairs.Count > PageSize ? $"{shown[^1].Environment}/{shown[^1].Service}" : null;
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, new ServicesPage(services, next)));
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        StateReader reader,
        IStreamStore streams,
        string environment,
        string service
    )
    {
        var (of, at) = Names.Pair(service, environment);
        return await FindAsync(reader, streams, of, at, context.RequestAborted) is { } found
            ? Replies.Of(Reply.Of(StatusCodes.Status200OK, ServiceView.Of(found)))
            : Replies.Of(Unknown());
    }

    private static async Task<IResult> EventsAsync(
        HttpContext context,
        IStreamStore streams,
        string environment,
        string service,
        int above = 0
    )
    {
        var (of, at) = Names.Pair(service, environment);
        List<EventView> events = [];
        await foreach (var chained in streams.ReadAsync(StreamName.Of(of, at), above, context.RequestAborted))
        {
            events.Add(EventView.Of(chained));
            if (events.Count == MostEvents)
            {
                break;
            }
        }

        return events.Count == 0 && above == 0
            ? Replies.Of(Unknown())
            : Replies.Of(Reply.Of(StatusCodes.Status200OK, events));
    }

    private static async Task<Service?> FindAsync(
        StateReader reader,
        IStreamStore streams,
        ServiceName service,
        EnvironmentName environment,
        CancellationToken cancellation
    )
    {
        var loaded = await streams.LoadAsync([StreamName.Of(service, environment)], cancellation);
        return loaded.Streams[0] is { } stored
            ? await reader.ServiceOfAsync(service, environment, stored, cancellation)
            : null;
    }

    /// <summary>The current services, read in one call.</summary>
    private static async Task<ValueList<ServiceView>> AllAsync(
        StateReader reader,
        IStreamStore streams,
        IReadOnlyList<(ServiceName Service, EnvironmentName Environment)> pairs,
        CancellationToken cancellation
    )
    {
        if (pairs.Count == 0)
        {
            return [];
        }

        var loaded = await streams.LoadAsync(
            [.. pairs.Select(pair => (Wanted)StreamName.Of(pair.Service, pair.Environment))],
            cancellation
        );
        List<ServiceView> services = [];
        for (var i = 0; i < pairs.Count; i++)
        {
            var (service, environment) = pairs[i];
            services.Add(
                ServiceView.Of(await reader.ServiceOfAsync(service, environment, loaded.Streams[i], cancellation))
            );
        }

        return services.ToValueList();
    }

    private static Problem Unknown() =>
        new(StatusCodes.Status404NotFound, "service.unknown", "nothing of this service was ever released");
}
