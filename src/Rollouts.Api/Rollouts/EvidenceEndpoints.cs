using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Requests;
using Rollouts.Engine.Bundles;
using Rollouts.Storage.Bundles;

namespace Rollouts.Api.Rollouts;

/// <summary>The sealed evidence of rollouts, and the jobs that seal it.</summary>
internal static class EvidenceEndpoints
{
    private const string JobPrefix = "evidence-";

    private const int RetryAfterSeconds = 10;

    public static void MapEvidence(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rollouts/{id}/evidence", ReadAsync)
            .RequirePermissionOf(typeof(ReadEvidence))
            .OnSomeCores()
            .Describes("The evidence of a rollout, sealed at its end; before that 202 with the job that seals it.")
            .Returns<string>()
            .Returns<JobView>(StatusCodes.Status202Accepted);
        api.MapGet("/jobs/{id}", JobAsync)
            .RequirePermissionOf(typeof(ReadEvidence))
            .OnSomeCores()
            .Describes("A job that an earlier answer named, as it stands.")
            .Returns<JobView>();
    }

    private static async Task<IResult> ReadAsync(HttpContext context, UseCases useCases, string id)
    {
        var rollout = UseCases.RolloutNamed(id);
        var reading = await useCases.ReadAsync(context, to => new ReadEvidence(to, rollout));
        if (reading.Bundle is { } bundle)
        {
            return Bundle(context, bundle);
        }

        var job = JobOf(reading);
        context.Response.Headers.Location = $"/api/v1/jobs/{job.Id}";
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString();
        return Replies.Of(Reply.Of(StatusCodes.Status202Accepted, job));
    }

    private static async Task<IResult> JobAsync(HttpContext context, UseCases useCases, string id)
    {
        var rollout = id.StartsWith(JobPrefix, StringComparison.Ordinal) ? Names.Rollout(id[JobPrefix.Length..]) : null;
        if (rollout is not { } known)
        {
            throw new BadRequestException(
                new Problem(StatusCodes.Status404NotFound, "job.unknown", "there is no such job")
            );
        }

        var reading = await useCases.ReadAsync(context, to => new ReadEvidence(to, known));
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, JobOf(reading)));
    }

    private static JobView JobOf(EvidenceReading reading)
    {
        var id = reading.Rollout.Spec.Id;
        var (status, message) =
            reading.Bundle is { } bundle ? ("done", $"the evidence was sealed at {bundle.At}")
            : reading.Rollout.IsFinal
                ? ("running", "the rollout has ended, and its evidence is sealed as soon as the last answers are in")
            : ("waiting", "the rollout has not ended; its evidence is sealed at its end");
        return new JobView(JobPrefix + id, status, message, $"/api/v1/rollouts/{id}/evidence");
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
