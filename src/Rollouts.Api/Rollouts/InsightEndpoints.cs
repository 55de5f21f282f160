using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Requests;
using Rollouts.Engine.Checks;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Rollouts;

/// <summary>Explains the current state of a rollout, and lists the numbers by which it is judged.</summary>
internal static class InsightEndpoints
{
    private const int MostSamples = 5000;

    public static void MapInsights(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rollouts/{id}/explain", ExplainAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .Describes("Why a rollout stands where it stands.")
            .Returns<RolloutInsight>();
        api.MapGet("/rollouts/{id}/samples", SamplesAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .OnSomeCores()
            .Describes("The counts or values that a check was judged by: the newest 5,000 samples.")
            .Returns<ValueList<SampleView>>();
    }

    private static async Task<IResult> ExplainAsync(
        HttpContext context,
        UseCases useCases,
        IStreamStore streams,
        string id
    )
    {
        var state = await useCases.RolloutAsync(context, id);
        var ending = await Endings.FindAsync(streams, state, context.RequestAborted);
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, Insights.Of(state, ending)));
    }

    private static async Task<IResult> SamplesAsync(
        HttpContext context,
        UseCases useCases,
        SampleReader sampleReader,
        string id,
        string check,
        string? target = null
    )
    {
        var state = await useCases.RolloutAsync(context, id);
        var samples = await sampleReader.ReadAsync(
            state.Spec,
            Names.Read("check", check, name => new CheckName(name)),
            target is null ? null : Names.Read("target", target, name => new TargetName(name)),
            context.RequestAborted
        );
        return Replies.Of(
            Reply.Of(StatusCodes.Status200OK, samples.TakeLast(MostSamples).Select(SampleView.Of).ToValueList())
        );
    }
}
