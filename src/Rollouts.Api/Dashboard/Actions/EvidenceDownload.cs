using Microsoft.AspNetCore.Http;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Engine.Bundles;
using Rollouts.Engine.Clocks;
using Rollouts.Storage.Bundles;

namespace Rollouts.Api.Dashboard.Actions;

/// <summary>
/// The evidence of a rollout as a file: as it was sealed, or of a rollout that has not ended, as it is now.
/// </summary>
internal static class EvidenceDownload
{
    public static async Task<IResult> SendAsync(
        HttpContext context,
        UseCases useCases,
        BundleWriter writer,
        StoreClock clock,
        string id
    )
    {
        var rollout = UseCases.RolloutNamed(id);
        var reading = await useCases.ReadAsync(context, to => new ReadEvidence(to, rollout));
        var state = reading.Rollout;
        var now = clock.NowFor(state);
        var bundle =
            reading.Bundle ?? new SealedBundle(now, await writer.WriteAsync(state, now, context.RequestAborted));
        var name = $"{state.Spec.Plan.Service}-{state.Spec.Version}-{state.Spec.Id}.json";
        return EvidenceEndpoints.Bundle(context, bundle, name);
    }
}
