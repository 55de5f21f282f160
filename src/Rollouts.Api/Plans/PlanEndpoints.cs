using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Engine.Plans;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Api.Plans;

/// <summary>Submits plans and reads the newest one. The body is the plan itself, in YAML or JSON.</summary>
internal static class PlanEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder api)
    {
        api.MapPost("/plans", SubmitAsync)
            .RequirePermissionOf(typeof(SubmitPlan))
            .Describes("Submits a plan, in YAML or JSON as it is written. Another text than before is a new revision.")
            .AcceptsPlan()
            .Returns<PlanView>(StatusCodes.Status201Created);
        api.MapGet("/plans/{environment}/{service}", ReadAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("The newest plan of a service.")
            .Returns<PlanView>();
    }

    private static Task<IResult> SubmitAsync(
        HttpContext context,
        UseCases useCases,
        CurrentInstallation installation
    ) =>
        useCases.AnswerAsync(
            context,
            (to, bytes) =>
                new SubmitPlan(to, bytes, PlanReader.Read("plan", bytes, installation.Now))
                {
                    MadeFrom = MadeFrom(context),
                },
            done => Reply.Of(StatusCodes.Status201Created, PlanView.Of(done.Value))
        );

    private static int? MadeFrom(HttpContext context) =>
        context.Request.Headers.IfMatch.ToString().Length == 0 ? null : Preconditions.Revision(context);

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        PlanRepository plans,
        string environment,
        string service
    )
    {
        var (of, at) = Names.Pair(service, environment);
        var history = await plans.NewestAsync(of, at, context.RequestAborted);
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
