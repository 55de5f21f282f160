using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Jobs;
using Rollouts.Api.Limits;
using Rollouts.Api.Requests;
using Rollouts.Engine.Bundles;
using Rollouts.Storage.Bundles;

namespace Rollouts.Api.Rollouts;

/// <summary>The sealed evidence of rollouts.</summary>
internal static class EvidenceEndpoints
{
    private const int RetryAfterSeconds = 10;

    public static void MapEvidence(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rollouts/{id}/evidence", ReadAsync)
            .RequirePermissionOf(typeof(ReadEvidence))
            .OnSomeCores()
            .Describes("The evidence of a rollout, sealed at its end; before that 202 with the job that seals it.")
            .Returns<string>()
            .Returns<JobView>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ReadAsync(HttpContext context, UseCases useCases, string id)
    {
        var rollout = UseCases.RolloutNamed(id);
        var reading = await useCases.ReadAsync(context, to => new ReadEvidence(to, rollout));
        if (reading.Bundle is { } bundle)
        {
            return Bundle(context, bundle);
        }

        return Replies.Of(JobReplies.Accepted(context, EvidenceJobs.ViewOf(reading), RetryAfterSeconds));
    }

    /// <summary>What was sealed is sent as it is to clients that can decompress it.</summary>
    public static IResult Bundle(HttpContext context, SealedBundle bundle, string? name = null)
    {
        var bytes = bundle.Bytes;
        context.Response.Headers.Vary = "Accept-Encoding";
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return Results.File(bytes.ToArray(), "application/json", name);
        }

        var stream = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
        return Results.Stream(stream, "application/json", name);
    }
}
