using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Analysis.Power;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Domain.Rollouts.Judging;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Api.Plans;

/// <summary>Simulates a plan with bad and good releases, before there are any.</summary>
internal static class RehearsalEndpoints
{
    /// <summary>About the work of one core in 10 s. Ordinary plans need a third of it.</summary>
    private const double MostWork = 16e6;

    /// <summary>Each rehearsal uses a core for seconds. Further ones wait.</summary>
    private static readonly SemaphoreSlim Places = new(Math.Max(1, Environment.ProcessorCount / 2));

    public static void MapRehearsal(this IEndpointRouteBuilder api) =>
        api.MapPost("/plans/rehearse", RehearseAsync)
            .RequirePermission(Permission.Read, RequiredReach.None)
            .OnceForEachCaller("rehearsal")
            .Describes(
                "Plays a plan against failures in made-up traffic, and says how surely and how soon it finds them."
            )
            .AcceptsBody<RehearsalBody>()
            .Returns<RehearsalView>();

    private static async Task<IResult> RehearseAsync(
        HttpContext context,
        CurrentInstallation installation,
        ApiLimits limits,
        TimeProvider time
    ) =>
        Replies.Of(
            await AnswerAsync(
                Body.Parse<RehearsalBody>(await Body.ReadAsync(context)),
                installation,
                limits,
                time,
                context.RequestAborted
            )
        );

    internal static async Task<Reply> AnswerAsync(
        RehearsalBody body,
        CurrentInstallation installation,
        ApiLimits limits,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        Check(body);
        var reading = PlanReader.Read("plan", Encoding.UTF8.GetBytes(body.Plan), installation.Now);
        if (!reading.IsAccepted)
        {
            return Reply.Of(PlanProblems.Of(reading.Problems));
        }

        var prepared = Rehearsals.Of(reading.Plan, PlanExplanation.CountsOneRoute(reading.Plan, installation.Now));
        var traffic = new RehearsedTraffic(
            body.RequestsPerSecond,
            body.FailureRate,
            body.SlowRate ?? RehearsedTraffic.UsualSlowRate
        );
        if (Rehearsal.WorkOf(prepared.Plan) > MostWork)
        {
            return Reply.Of(
                new Problem(
                    StatusCodes.Status422UnprocessableEntity,
                    "rehearsal.too-large",
                    "this plan has too many steps and checks to be rehearsed; rehearse it with fewer checks"
                )
            );
        }

        await Places.WaitAsync(cancellation);
        try
        {
            return await PlayAsync(prepared, traffic, body.Seed, limits.LongestRehearsal, time, cancellation);
        }
        finally
        {
            Places.Release();
        }
    }

    private static async Task<Reply> PlayAsync(
        Rehearsals.Prepared prepared,
        RehearsedTraffic traffic,
        uint seed,
        TimeSpan longest,
        TimeProvider time,
        CancellationToken aborted
    )
    {
        using var late = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, aborted);
        var end = either.Token;
        try
        {
            var report = await LowPriority.RunAsync(
                "rehearsal",
                () => Rehearsal.Assess(prepared.Plan, traffic, seed: seed, onPath: end.ThrowIfCancellationRequested)
            );
            return Reply.Of(StatusCodes.Status200OK, RehearsalView.Of(prepared.Plan, report, prepared.LeftOut));
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            return Reply.Of(
                new Problem(
                    StatusCodes.Status503ServiceUnavailable,
                    "rehearsal.out-of-time",
                    $"the rehearsal did not end within {Spans.Say(longest)}; send it again, or rehearse fewer checks"
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
