using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Domain.Plans.Revisions;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanFiles;
using Rollouts.Worker;
using Rollouts.Worker.Streams;

namespace Rollouts.Api.Plans;

/// <summary>Plans: submitting them and reading the newest. The body is the plan itself, in YAML or JSON.</summary>
internal static class PlansApi
{
    public static void MapPlans(this IEndpointRouteBuilder api)
    {
        api.MapPost("/plans", SubmitAsync)
            .Needing(Permission.SubmitPlans, Reach.Service)
            .Tells("Submits a plan, in YAML or JSON as it is written. Another text than before is a new revision.")
            .TakesPlan()
            .Gives<PlanView>(StatusCodes.Status201Created);
        api.MapGet("/plans/{environment}/{service}", ReadAsync)
            .Needing(Permission.Read, Reach.Service)
            .Tells("The newest plan of a service.")
            .Gives<PlanView>();
    }

    private static Task<IResult> SubmitAsync(
        HttpContext context,
        Once once,
        Engine engine,
        CurrentInstallation installation
    ) =>
        once.DoAsync(
            context,
            async (wish, bytes) =>
            {
                var reading = PlanReader.Read("plan", bytes, installation.Now);
                if (!reading.IsAccepted)
                {
                    return Reply.Of(PlanProblems.Of(reading.Problems));
                }

                var (service, environment) = (reading.Plan.Service, reading.Plan.Environment);
                wish.Caller.Demand(service, environment);
                var origin = new Origin(
                    engine.Clock.Now,
                    wish.By,
                    new Cause("submit", wish.Key),
                    "a plan was submitted"
                );
                var text = Encoding.UTF8.GetString(bytes);
                var cancellation = context.RequestAborted;
                return Said(
                    await engine.Plans.SubmitAsync(service, environment, text, origin, MadeFrom(context), cancellation)
                );
            }
        );

    private static Reply Said(CommandResult<PlanHistory> result) =>
        result switch
        {
            CommandResult<PlanHistory>.Accepted kept => Reply.Of(StatusCodes.Status201Created, PlanView.Of(kept.State)),
            CommandResult<PlanHistory>.Refused { Why: var why } => Reply.Of(Problem.Of(why)),
            CommandResult<PlanHistory>.Conflict => Reply.Of(Problem.Conflict("plan")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static int? MadeFrom(HttpContext context) =>
        context.Request.Headers.IfMatch.ToString() is not { Length: > 0 } sent ? null
        : int.TryParse(sent.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision
        : throw new BadRequestException(
            new Problem(
                StatusCodes.Status400BadRequest,
                "request.if-match",
                "that is no revision; send the plan's ETag as it was, as in \"3\""
            )
        );

    private static async Task<IResult> ReadAsync(HttpContext context, Engine engine, string environment, string service)
    {
        var (of, at) = Names.Pair(service, environment);
        var history = await engine.Plans.NewestAsync(of, at, context.RequestAborted);
        context.Response.Headers.ETag = $"\"{history.Revision}\"";
        return Replies.Of(
            history.Text is null
                ? Reply.Of(
                    new Problem(
                        StatusCodes.Status404NotFound,
                        "plan.unknown",
                        $"no plan was submitted for '{service}' in '{environment}'"
                    )
                )
                : Reply.Of(StatusCodes.Status200OK, PlanView.Of(history))
        );
    }
}
