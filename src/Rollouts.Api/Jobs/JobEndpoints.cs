using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Requests;
using Rollouts.Engine.Bundles;
using Rollouts.Engine.Jobs;
using Rollouts.Storage.Jobs;
using Rollouts.Storage.Stores;

namespace Rollouts.Api.Jobs;

/// <summary>The background jobs of a caller. A job of another caller is answered as unknown.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        api.MapGet("/jobs", ListAsync)
            .RequirePermissionOf(typeof(ListJobs))
            .Describes("The newest background jobs of the caller, at most 100, without those of evidence.")
            .Returns<ValueList<JobView>>();
        api.MapGet("/jobs/{id}", ReadAsync)
            .RequirePermissionOf(typeof(ReadJob))
            .OnSomeCores()
            .Describes("A background job of the caller, with its progress. A job of evidence needs 'read-audit'.")
            .Returns<JobView>();
        api.MapGet("/jobs/{id}/result", ResultAsync)
            .RequirePermissionOf(typeof(ReadJob))
            .Describes("The result of a job that is done. It is kept for a week.")
            .Returns<string>();
        api.MapPost("/jobs/{id}/cancel", CancelAsync)
            .RequirePermissionOf(typeof(CancelJob))
            .Describes("Cancels a job of the caller. The process that runs it stops within seconds.")
            .Returns<JobView>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, UseCases useCases)
    {
        var jobs = await useCases.ReadAsync(context, to => new ListJobs(to));
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, jobs.Select(JobView.Of).ToValueList()));
    }

    private static async Task<IResult> ReadAsync(HttpContext context, UseCases useCases, string id)
    {
        if (EvidenceJobs.RolloutIn(id) is not { } rollout)
        {
            var job = await useCases.ReadAsync(context, to => new ReadJob(to, Named(id)));
            return Replies.Of(Reply.Of(StatusCodes.Status200OK, JobView.Of(job)));
        }

        var known = Names.Rollout(rollout) ?? throw Unknown();
        var reading = await useCases.ReadAsync(context, to => new ReadEvidence(to, known));
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, EvidenceJobs.ViewOf(reading)));
    }

    private static async Task<IResult> ResultAsync(HttpContext context, UseCases useCases, IStore store, string id)
    {
        var job = await useCases.ReadAsync(context, to => new ReadJob(to, Named(id)));
        if (job is not { Status: JobStatus.Done, ContentType: { } type })
        {
            return Replies.Of(
                new Problem(
                    StatusCodes.Status409Conflict,
                    "job.not-done",
                    "The job is not done, so it has no result. Read the job for its status."
                )
            );
        }

        context.Response.Headers.Vary = "Accept-Encoding";
        var result = new JobResult(store.Jobs, job.Id);
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return Results.Stream(result, type);
        }

        return Results.Stream(new GZipStream(result, CompressionMode.Decompress), type);
    }

    private static Task<IResult> CancelAsync(HttpContext context, UseCases useCases, string id) =>
        useCases.AnswerAsync(
            context,
            to => new CancelJob(to, Named(id)),
            done => Reply.Of(StatusCodes.Status200OK, JobView.Of(done.Value))
        );

    private static JobId Named(string id) => JobId.Read(id) ?? throw Unknown();

    private static BadRequestException Unknown() => new(Problem.Of(JobAccess.Unknown));
}
