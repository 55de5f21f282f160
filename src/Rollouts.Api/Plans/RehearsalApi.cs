using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Domain.Analysis.Power;
using Rollouts.Domain.Rollouts.Judging;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanFiles;

namespace Rollouts.Api.Plans;

/// <summary>What a plan would do with a bad release, and with a good one, before there is any.</summary>
internal static class RehearsalApi
{
    /// <summary>About what a core does within <see cref="Longest"/>; ordinary plans need a third of it.</summary>
    private const double MostWork = 16e6;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Each takes a core for seconds; one more waits for its place.</summary>
    private static readonly SemaphoreSlim Places = new(Math.Max(1, Environment.ProcessorCount / 2));

    public static void MapRehearsal(this IEndpointRouteBuilder api) =>
        api.MapPost("/plans/rehearse", RehearseAsync)
            .Needing(Permission.Read, Reach.None)
            .OnceForEachCaller("rehearsal")
            .Tells("Plays a plan against failures in made-up traffic, and says how surely and how soon it finds them.")
            .Takes<RehearsalBody>()
            .Gives<RehearsalView>();

    private static async Task<IResult> RehearseAsync(
        HttpContext context,
        CurrentInstallation installation,
        TimeProvider time
    )
    {
        var body = Body.Parse<RehearsalBody>(await Body.ReadAsync(context));
        Check(body);
        var reading = PlanReader.Read("plan", Encoding.UTF8.GetBytes(body.Plan), installation.Now);
        if (!reading.IsAccepted)
        {
            return Replies.Of(PlanProblems.Of(reading.Problems));
        }

        var prepared = Rehearsals.Of(reading.Plan);
        var traffic = new Traffic(body.RequestsPerSecond, body.FailureRate, body.SlowRate ?? Traffic.UsualSlowRate);
        if (Rehearsal.WorkOf(prepared.Plan) > MostWork)
        {
            return Replies.Of(
                new Problem(
                    StatusCodes.Status422UnprocessableEntity,
                    "rehearsal.too-large",
                    "this plan has too many steps and checks to be rehearsed; rehearse it with fewer checks"
                )
            );
        }

        await Places.WaitAsync(context.RequestAborted);
        try
        {
            return await PlayAsync(prepared, traffic, body.Seed, time, context.RequestAborted);
        }
        finally
        {
            Places.Release();
        }
    }

    private static async Task<IResult> PlayAsync(
        Rehearsals.Prepared prepared,
        Traffic traffic,
        uint seed,
        TimeProvider time,
        CancellationToken aborted
    )
    {
        using var late = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, aborted);
        var end = either.Token;
        try
        {
            var report = await LowPriority.RunAsync(
                "rehearsal",
                () => Rehearsal.Assess(prepared.Plan, traffic, seed: seed, onPath: end.ThrowIfCancellationRequested)
            );
            return Replies.Of(
                Reply.Of(StatusCodes.Status200OK, RehearsalView.Of(prepared.Plan, report, prepared.LeftOut))
            );
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            return Replies.Of(
                new Problem(
                    StatusCodes.Status503ServiceUnavailable,
                    "rehearsal.out-of-time",
                    $"the rehearsal did not end within {Spans.Say(Longest)}; send it again, or rehearse fewer checks"
                )
            );
        }
    }

    private static void Check(RehearsalBody body)
    {
        Demand(body.RequestsPerSecond is > 0 and <= 1e7, "requestsPerSecond", "above 0 and at most 10,000,000");
        Demand(body.FailureRate is >= 0 and <= 1, "failureRate", "a share from 0 to 1, as 0.001 for one in a thousand");
        Demand(body.SlowRate is null or (>= 0 and <= 1), "slowRate", "a share from 0 to 1");
    }

    private static void Demand(bool isFine, string field, string what)
    {
        if (!isFine)
        {
            throw new BadRequestException(
                new Problem(StatusCodes.Status400BadRequest, "request.body", $"'{field}' is {what}")
            );
        }
    }
}
