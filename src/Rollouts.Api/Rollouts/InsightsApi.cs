using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Requests;
using Rollouts.Domain.Analysis.Ticks;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Worker;

namespace Rollouts.Api.Rollouts;

/// <summary>Why a rollout stands where it stands, and the numbers that it is judged by.</summary>
internal static class InsightsApi
{
    private const int MostSamples = 5000;

    public static void MapInsights(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rollouts/{id}/explain", ExplainAsync)
            .Needing(Permission.Read, Reach.Service)
            .Tells("Why a rollout stands where it stands.")
            .Gives<Insight>();
        api.MapGet("/rollouts/{id}/samples", SamplesAsync)
            .Needing(Permission.Read, Reach.Service)
            .OnSomeCores()
            .Tells("What both versions served, as a check counted it: the newest 5,000 samples that are kept.")
            .Gives<ValueList<SampleView>>();
    }

    private static async Task<IResult> ExplainAsync(HttpContext context, Engine engine, string id) =>
        await RolloutsApi.FindAsync(engine, Callers.Of(context), id, context.RequestAborted) is { } state
            ? Replies.Of(Reply.Of(StatusCodes.Status200OK, Insights.Of(state)))
            : Replies.Of(Commands.Unknown(id));

    private static async Task<IResult> SamplesAsync(
        HttpContext context,
        Engine engine,
        IStore store,
        string id,
        string check,
        string? target = null
    )
    {
        if (await RolloutsApi.FindAsync(engine, Callers.Of(context), id, context.RequestAborted) is not { } state)
        {
            return Replies.Of(Commands.Unknown(id));
        }

        var key = QuestionKey.Of(
            Names.Read("check", check, name => new CheckName(name)),
            target is null ? null : Names.Read("target", target, name => new TargetName(name))
        );
        var pages = await store.Questions.PagesAsync(state.Terms.Id, key, context.RequestAborted);
        var samples = pages.SelectMany(page => TickPage.Read(page.Ticks.Span)).TakeLast(MostSamples);
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, samples.Select(SampleView.Of).ToValueList()));
    }
}
