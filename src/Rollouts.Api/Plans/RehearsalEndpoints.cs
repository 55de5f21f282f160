using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Jobs;
using Rollouts.Api.Limits;
using Rollouts.Api.Requests;
using Rollouts.Engine.PlanRehearsals;
using Rollouts.Integrations.Outside;

namespace Rollouts.Api.Plans;

/// <summary>Simulates a plan with bad and good releases, before there are any.</summary>
internal static class RehearsalEndpoints
{
    /// <summary>Each rehearsal uses a core for seconds. Further ones wait.</summary>
    private static readonly SemaphoreSlim Places = new(Math.Max(1, Environment.ProcessorCount / 2));

    public static void MapRehearsal(this IEndpointRouteBuilder api) =>
        api.MapPost("/plans/rehearse", RehearseAsync)
            .RequirePermission(Permission.Read, RequiredReach.None)
            .OnceForEachCaller("rehearsal")
            .Describes(
                "Plays a plan against failures in made-up traffic, and says how surely and how soon it finds them. A "
                    + "large plan, or 'Prefer: respond-async', is answered with 202 and a job."
            )
            .AcceptsBody<RehearsalBody>()
            .Returns<RehearsalView>()
            .Returns<JobView>(StatusCodes.Status202Accepted);

    private static async Task<IResult> RehearseAsync(
        HttpContext context,
        UseCases useCases,
        CurrentInstallation installation,
        ApiLimits limits,
        TimeProvider time
    )
    {
        var bytes = await Body.ReadAsync(context);
        var body = Body.Parse<RehearsalBody>(bytes);
        var rehearsal = Prepare(body, installation);
        if (rehearsal.IsAccepted && (!rehearsal.IsShort || JobReplies.IsPreferred(context)))
        {
            return await useCases.AnswerAsync(
                context,
                bytes,
                to => new StartRehearsal(to, body),
                done => JobReplies.Accepted(context, JobView.Of(done.Value))
            );
        }

        return Replies.Of(await AnswerAsync(rehearsal, limits, time, context.RequestAborted));
    }

    /// <exception cref="BadRequestException">A number is out of its range.</exception>
    internal static PlanRehearsal Prepare(RehearsalBody body, CurrentInstallation installation)
    {
        Check(body);
        return PlanRehearsal.Prepare(body, installation.Now);
    }

    internal static async Task<Reply> AnswerAsync(
        PlanRehearsal rehearsal,
        ApiLimits limits,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        if (!rehearsal.IsAccepted)
        {
            return Reply.Of(PlanProblems.Of(rehearsal.Problems));
        }

        if (!rehearsal.IsShort)
        {
            return Reply.Of(
                new Problem(
                    StatusCodes.Status422UnprocessableEntity,
                    "rehearsal.too-large",
                    "this plan has too many steps and checks to be rehearsed here; rehearse it with fewer checks"
                )
            );
        }

        await Places.WaitAsync(cancellation);
        try
        {
            return await PlayAsync(rehearsal, limits.LongestRehearsal, time, cancellation);
        }
        finally
        {
            Places.Release();
        }
    }

    private static async Task<Reply> PlayAsync(
        PlanRehearsal rehearsal,
        TimeSpan longest,
        TimeProvider time,
        CancellationToken aborted
    )
    {
        using var late = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, aborted);
        try
        {
            return Reply.Of(StatusCodes.Status200OK, await rehearsal.PlayAsync(either.Token));
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
