using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker;

namespace Rollouts.Api.Services;

/// <summary>Services: which version is stable where, what is under way, and what has happened.</summary>
internal static class ServicesApi
{
    private const string Kind = "service/";

    private const int PageSize = 50;

    private const int MostEvents = 1000;

    public static void MapServices(this IEndpointRouteBuilder api)
    {
        api.MapGet("/services", ListAsync)
            .Needing(Permission.Read, Reach.Service)
            .Tells("The services that were ever released, by environment and name, 50 at a time.")
            .Gives<ServicesPage>();
        api.MapGet("/services/{environment}/{service}", ReadAsync)
            .Needing(Permission.Read, Reach.Service)
            .Tells("A service: what is stable on each target, and what is under way.")
            .Gives<ServiceView>();
        api.MapGet("/services/{environment}/{service}/events", EventsAsync)
            .Needing(Permission.Read, Reach.Service)
            .Tells("What happened to a service, record by record, 1,000 at a time.")
            .Gives<ValueList<EventView>>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, Engine engine, string? cursor = null)
    {
        var after = Cursors.ReadPair(cursor) is { } last ? Kind + last : null;
        List<(ServiceName Service, EnvironmentName Environment)> pairs = [];
        await foreach (var head in StreamsUnder.HeadsAsync(engine.Streams, Kind, after, context.RequestAborted))
        {
            // What the caller does not reach never shows, not even as a page that follows.
            if (
                StreamsUnder.PairIn(head.Stream) is { } pair
                && Callers.Of(context).Reaches(pair.Service, pair.Environment)
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
        var services = await AllAsync(engine, shown, context.RequestAborted);
        var next = pairs.Count > PageSize ? $"{shown[^1].Environment}/{shown[^1].Service}" : null;
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, new ServicesPage(services, next)));
    }

    private static async Task<IResult> ReadAsync(HttpContext context, Engine engine, string environment, string service)
    {
        var (of, at) = Names.Pair(service, environment);
        return await FindAsync(engine, of, at, context.RequestAborted) is { } found
            ? Replies.Of(Reply.Of(StatusCodes.Status200OK, ServiceView.Of(found)))
            : Replies.Of(Unknown());
    }

    private static async Task<IResult> EventsAsync(
        HttpContext context,
        Engine engine,
        string environment,
        string service,
        int above = 0
    )
    {
        var (of, at) = Names.Pair(service, environment);
        List<EventView> events = [];
        await foreach (var chained in engine.Streams.ReadAsync(StreamName.Of(of, at), above, context.RequestAborted))
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
        Engine engine,
        ServiceName service,
        EnvironmentName environment,
        CancellationToken cancellation
    )
    {
        var loaded = await engine.Streams.LoadAsync([StreamName.Of(service, environment)], cancellation);
        return loaded.Streams[0] is { } stored
            ? await engine.Reader.ServiceOfAsync(service, environment, stored, cancellation)
            : null;
    }

    /// <summary>The services as they stand, read in one call.</summary>
    private static async Task<ValueList<ServiceView>> AllAsync(
        Engine engine,
        IReadOnlyList<(ServiceName Service, EnvironmentName Environment)> pairs,
        CancellationToken cancellation
    )
    {
        if (pairs.Count == 0)
        {
            return [];
        }

        var loaded = await engine.Streams.LoadAsync(
            [.. pairs.Select(pair => (Wanted)StreamName.Of(pair.Service, pair.Environment))],
            cancellation
        );
        List<ServiceView> services = [];
        for (var i = 0; i < pairs.Count; i++)
        {
            var (service, environment) = pairs[i];
            services.Add(
                ServiceView.Of(
                    await engine.Reader.ServiceOfAsync(service, environment, loaded.Streams[i], cancellation)
                )
            );
        }

        return services.ToValueList();
    }

    private static Problem Unknown() =>
        new(StatusCodes.Status404NotFound, "service.unknown", "nothing of this service was ever released");
}
