using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Engine.Pipelines;

namespace Rollouts.Api.Triggers;

/// <summary>Shows the triggers of pipelines. They are changed in the administrators' file.</summary>
internal static class TriggerEndpoints
{
    public static void MapTriggers(this IEndpointRouteBuilder api)
    {
        api.MapGet("/triggers", List)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("The triggers: which events of which pipelines start what.")
            .Returns<ValueList<TriggerView>>();
        api.MapPost("/triggers/dry-run", TryAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .OnSomeCores()
            .Describes("Shows what an event would start, and what would refuse it. Nothing is started.")
            .AcceptsBody<DryRunBody>()
            .Returns<DryRunView>();
    }

    private static IResult List(HttpContext context, PipelineConnections pipelines)
    {
        var caller = HttpCaller.Of(context);
        var shown = pipelines.Triggers.Where(trigger => TriggerReach.Shows(caller, trigger, pipelines));
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, shown.Select(TriggerView.Of).ToValueList()));
    }

    private static async Task<IResult> TryAsync(HttpContext context, DryRun dryRun)
    {
        var body = Body.Parse<DryRunBody>(await Body.ReadAsync(context));
        return Replies.Of(await dryRun.TryAsync(body, HttpCaller.Of(context), context.RequestAborted));
    }
}
