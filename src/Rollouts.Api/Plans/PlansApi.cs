using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Domain.Installations;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.PlanFiles;
using Rollouts.Worker;
using Rollouts.Worker.Deciding;

namespace Rollouts.Api.Plans;

/// <summary>Plans: submitting them and reading the newest. The body is the plan itself, in YAML or JSON.</summary>
internal static class PlansApi
{
    public static void MapPlans(this IEndpointRouteBuilder api)
    {
        api.MapPost("/plans", SubmitAsync);
        api.MapGet("/plans/{environment}/{service}", ReadAsync);
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context,
        Once once,
        Engine engine,
        Installation installation
    )
    {
        var bytes = await Body.ReadAsync(context);
        return await once.DoAsync(
            context,
            bytes,
            async wish =>
            {
                var reading = PlanReader.Read("plan", bytes, installation);
                if (!reading.IsAccepted)
                {
                    return Reply.Of(PlanProblems.Of(reading.Problems));
                }

                var (service, environment) = (reading.Plan.Service, reading.Plan.Environment);
                var origin = new Origin(
                    engine.Clock.Now,
                    wish.By,
                    new Cause("submit", wish.Key),
                    "a plan was submitted"
                );
                var text = Encoding.UTF8.GetString(bytes);
                return
                    await engine.Plans.SubmitAsync(service, environment, text, origin, context.RequestAborted)
                        is { } history
                    ? Reply.Of(StatusCodes.Status201Created, PlanView.Of(history))
                    : Reply.Of(
                        new Problem(
                            StatusCodes.Status409Conflict,
                            "plan.outrun",
                            "others were quicker; submit it again"
                        )
                    );
            }
        );
    }

    private static async Task<IResult> ReadAsync(HttpContext context, Engine engine, string environment, string service)
    {
        var history = await engine.Plans.NewestAsync(
            Names.Read("service", service, name => new ServiceName(name)),
            Names.Read("environment", environment, name => new EnvironmentName(name)),
            context.RequestAborted
        );
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
