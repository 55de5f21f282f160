using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Storage.Jobs;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Jobs;

/// <summary>Finds jobs for their callers. A job of another caller is answered as unknown.</summary>
public sealed class JobAccess(IStore store, IEnumerable<IJobKind> kinds)
{
    public static Refusal Unknown { get; } = new("job.unknown", "there is no such job", RefusalKind.NotFound);

    /// <summary>
    /// The job, or the refusal. A caller that has lost the permission since the request does not read the result.
    /// </summary>
    public async Task<(Job? Job, Refusal? Refusal)> FindAsync(
        RequestContext context,
        JobId id,
        CancellationToken cancellation
    )
    {
        if (await store.Jobs.FindAsync(id, cancellation) is not { } job || job.Owner != context.Caller.Id)
        {
            return (null, Unknown);
        }

        if (kinds.FirstOrDefault(kind => kind.Name == job.Kind) is not { } known)
        {
            return (null, Unknown);
        }

        return AuthorizationRules.Entitle(context.Caller, known.Permission) is not { } entitled
                ? (null, AuthorizationRules.NotAllowed(context.Caller, known.Permission))
            : AuthorizationRules.Beyond(entitled, known.Reach, named: null) is { } beyond ? (null, beyond)
            : (job, null);
    }

    /// <summary>The newest jobs of the caller.</summary>
    public Task<ValueList<Job>> ListAsync(RequestContext context, CancellationToken cancellation) =>
        store.Jobs.ListAsync(context.Caller.Id, cancellation);
}
