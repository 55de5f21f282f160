using Microsoft.AspNetCore.Http;
using Rollouts.Api.Http;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Engine.Checks;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Dashboard.Actions;

/// <summary>The evidence of a rollout as one file: its records with their hashes, and every sample.</summary>
internal static class EvidenceDownload
{
    public static async Task<IResult> SendAsync(
        HttpContext context,
        UseCases useCases,
        SampleReader sampleReader,
        IStreamStore streams,
        string id
    )
    {
        var gone = context.RequestAborted;
        var state = await useCases.RolloutAsync(context, id);
        List<EventView> records = [];
        await foreach (var chained in streams.ReadAsync(StreamName.Of(state.Spec.Id), 0, gone))
        {
            records.Add(EventView.Of(chained));
        }

        var samples = new Dictionary<string, ValueList<SampleView>>(StringComparer.Ordinal);
        foreach (var check in state.Checks)
        {
            var ticks = await sampleReader.ReadAsync(state.Spec, check.Check.Name, check.Target, gone);
            samples[check.Name] = ticks.Select(SampleView.Of).ToValueList();
        }

        var body = Reply
            .Of(StatusCodes.Status200OK, new EvidenceView(RolloutViews.Of(state), records.ToValueList(), samples))
            .Body;
        var name = $"{state.Spec.Plan.Service}-{state.Spec.Version}-{state.Spec.Id}.json";
        return Results.File(System.Text.Encoding.UTF8.GetBytes(body), "application/json", name);
    }
}

internal sealed record EvidenceView(
    RolloutView Rollout,
    ValueList<EventView> Records,
    IReadOnlyDictionary<string, ValueList<SampleView>> Samples
);
