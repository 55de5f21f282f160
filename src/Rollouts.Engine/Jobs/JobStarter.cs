using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rollouts.Engine.Requests;
using Rollouts.Storage.Jobs;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Jobs;

/// <summary>Stores jobs of callers and has them run.</summary>
public sealed class JobStarter(IStore store, IJobDispatcher queue)
{
    private const int GuidBytes = 16;

    /// <summary>Starts a job of the caller. A repeated request with the same idempotency key finds its job.</summary>
    public async Task<UseCaseResult<Job>> StartAsync<T>(
        RequestContext context,
        string kind,
        T request,
        CancellationToken cancellation
    )
    {
        var id = context.Idempotent is { } repeated
            ? IdOf(repeated.Key.Caller, repeated.Key.Key)
            : new JobId(Guid.CreateVersion7());
        var admission = await AddAsync(id, context.Caller.Id, kind, request, cancellation);
        return admission == JobAdmission.Busy
            ? new UseCaseResult<Job>.Refused(
                new Refusal(
                    "job.running",
                    $"You have a job of the kind '{kind}' that has not ended. Wait for its end, or cancel it."
                ),
                MayPass: true
            )
            : new UseCaseResult<Job>.Done((await store.Jobs.FindAsync(id, cancellation))!, IsNew: true);
    }

    /// <summary>Stores a job and enqueues it if it is new.</summary>
    public async Task<JobAdmission> AddAsync<T>(
        JobId id,
        string owner,
        string kind,
        T request,
        CancellationToken cancellation
    )
    {
        var job = new NewJob(id, owner, kind, JsonSerializer.Serialize(request, JobJson.Options));
        var admission = await store.Jobs.AddAsync(job, cancellation);
        if (admission == JobAdmission.Added)
        {
            queue.Enqueue(id);
        }

        return admission;
    }

    // Of the key, and not random: a process that dies between the job and the stored answer leaves one job.
    private static JobId IdOf(string caller, string key) =>
        new(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller}\n{key}")).AsSpan(0, GuidBytes)));
}
