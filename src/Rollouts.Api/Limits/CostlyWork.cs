using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Identity;

namespace Rollouts.Api.Limits;

/// <summary>
/// Keeps queries from using the resources of the worker in the same process. Each query has its own limit (the size of
/// a plan, the number of records). This class limits how many run at the same time.
/// </summary>
internal static class CostlyWork
{
    private static readonly SemaphoreSlim Places = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>For milliseconds of computing: it uses at most half of the cores, and further requests wait.</summary>
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

    /// <summary>
    /// For work of seconds and more: a caller with one request of the kind in progress gets 429 for the next.
    /// </summary>
    public static RouteHandlerBuilder OnceForEachCaller(this RouteHandlerBuilder endpoint, string kind) =>
        endpoint.AddEndpointFilter(
            async (context, next) =>
            {
                var turns = context.HttpContext.RequestServices.GetRequiredService<CallerTurns>();
                var turn = (HttpCaller.Of(context.HttpContext).Id, kind);
                if (!turns.TryTake(turn))
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
                    turns.GiveBack(turn);
                }
            }
        );
}
