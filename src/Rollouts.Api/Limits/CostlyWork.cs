using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Identity;

namespace Rollouts.Api.Limits;

/// <summary>
/// Keeps work for readers from taking what the worker in the same process needs. Each kind of it is bounded by itself
/// (by the size of a plan, by records looked at); here is how much of it goes on at once.
/// </summary>
internal static class CostlyWork
{
    private static readonly SemaphoreSlim Places = new(Math.Max(1, Environment.ProcessorCount / 2));

    private static readonly ConcurrentDictionary<(string Caller, string Kind), bool> UnderWay = new();

    /// <summary>Milliseconds of computing: half of the cores at most, and what comes then waits.</summary>
    public static RouteHandlerBuilder OnSomeCores(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(
            async (context, next) =>
            {
                await Places.WaitAsync(context.HttpContext.RequestAborted);
                try
                {
                    return await next(context);
                }
                finally
                {
                    Places.Release();
                }
            }
        );

    /// <summary>Seconds and more: a caller who has one of the kind under way gets 429 for the next.</summary>
    public static RouteHandlerBuilder OnceForEachCaller(this RouteHandlerBuilder endpoint, string kind) =>
        endpoint.AddEndpointFilter(
            async (context, next) =>
            {
                var place = (Callers.Of(context.HttpContext).Id, kind);
                if (!TryTake(place))
                {
                    await Rates.TooManyAsync(context.HttpContext);
                    return Results.Empty;
                }

                try
                {
                    return await next(context);
                }
                finally
                {
                    GiveBack(place);
                }
            }
        );

    public static bool TryTake((string Caller, string Kind) place) => UnderWay.TryAdd(place, true);

    public static void GiveBack((string Caller, string Kind) place) => UnderWay.TryRemove(place, out _);
}
