using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Requests;
using Rollouts.Worker.Ci;

namespace Rollouts.Api.Triggers;

/// <summary>What the events of pipelines start. It is changed in the administrators' file.</summary>
internal static class TriggersApi
{
    public static void MapTriggers(this IEndpointRouteBuilder api)
    {
        api.MapGet("/triggers", List)
            .Needing(Permission.Read, Reach.Service)
            .Tells("The triggers: which events of which pipelines start what.")
            .Gives<ValueList<TriggerView>>();
        api.MapPost("/triggers/dry-run", TryAsync)
            .Needing(Permission.Read, Reach.Service)
            .OnSomeCores()
            .Tells("Shows what an event would start, and what would refuse it. Nothing is started.")
            .Takes<DryRunBody>()
            .Gives<DryRunView>();
    }

    private static IResult List(HttpContext context, Pipelines pipelines)
    {
        var caller = Callers.Of(context);
        var shown = pipelines.Triggers.Where(trigger => TriggerReach.Shows(caller, trigger, pipelines));
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, shown.Select(TriggerView.Of).ToValueList()));
    }

    private static async Task<IResult> TryAsync(HttpContext context, DryRun dryRun)
    {
        var body = Body.Parse<DryRunBody>(await Body.ReadAsync(context));
        return Replies.Of(await dryRun.TryAsync(body, Callers.Of(context), context.RequestAborted));
    }
}
