using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Analysis.Power;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts.Judging;
using Rollouts.Hosting;

namespace Rollouts.Bench.Engine;

/// <summary>What else a worker's process may be asked to do while it drives.</summary>
internal static class WorkerLoads
{
    public static void Map(IEndpointRouteBuilder app, Installation installation)
    {
        app.MapPost(
            "/starts/{first:int}/{perSecond:int}/{seconds:int}",
            async (RolloutEngine engine, int first, int perSecond, int seconds) =>
                Results.Text(await StartAsync(engine, installation, first, perSecond, seconds))
        );
        app.MapPost(
            "/rehearse/{seconds:int}",
            (int seconds) =>
            {
                _ = Task.Run(() => Rehearse(installation, TimeSpan.FromSeconds(seconds)));
            }
        );
    }

    // Each is timed from when it was to be made, so that a start that waits for those before it is counted as late.
    private static async Task<string> StartAsync(
        RolloutEngine engine,
        Installation installation,
        int first,
        int perSecond,
        int seconds
    )
    {
        var began = Stopwatch.GetTimestamp();
        var late = new Lateness();
        var started = Enumerable
            .Range(0, perSecond * seconds)
            .Select(async place =>
            {
                var at = TimeSpan.FromSeconds((double)place / perSecond);
                await Task.Delay(at);
                var order = Fleet.Order(first + place, installation);
                await engine.Starter.StartAsync(order, answer: null, default);
                late.Add([Stopwatch.GetElapsedTime(began) - at]);
            })
            .ToList();
        await Task.WhenAll(started);
        var took = late.Take();
        return $"accepted after p50 {Lateness.At(took, 0.5):0.0} ms, p99 {Lateness.At(took, 0.99):0.0} ms";
    }

    private static void Rehearse(Installation installation, TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        var plan = Rehearsals.Of(Fleet.Order(0, installation).Plan, countsOneRoute: false).Plan;
        while (Stopwatch.GetElapsedTime(began) < time)
        {
            Rehearsal.Assess(plan, new RehearsedTraffic(RequestsPerSecond: 100, FailureRate: 0.001));
        }
    }
}
