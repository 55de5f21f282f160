using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
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
    /// <summary>Each takes a core for some tenths of a second; whoever comes later waits.</summary>
    private static readonly SemaphoreSlim Places = new(Math.Max(1, Environment.ProcessorCount / 2));

    public static void MapRehearsal(this IEndpointRouteBuilder api) =>
        api.MapPost("/plans/rehearse", RehearseAsync)
            .Needing(Permission.Read)
            .Tells("Plays a plan against failures in made-up traffic, and says how surely and how soon it finds them.")
            .Takes<RehearsalBody>()
            .Gives<RehearsalView>();

    private static async Task<IResult> RehearseAsync(HttpContext context, CurrentInstallation installation)
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
        await Places.WaitAsync(context.RequestAborted);
        try
        {
            var report = await Task.Run(
                () => Rehearsal.Assess(prepared.Plan, traffic, seed: body.Seed),
                context.RequestAborted
            );
            return Replies.Of(
                Reply.Of(StatusCodes.Status200OK, RehearsalView.Of(prepared.Plan, report, prepared.LeftOut))
            );
        }
        finally
        {
            Places.Release();
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
