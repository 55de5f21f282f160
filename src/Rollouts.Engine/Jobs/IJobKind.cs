using Rollouts.Engine.Access;

namespace Rollouts.Engine.Jobs;

/// <summary>
/// One kind of background job. An attempt may run twice, so its only effect is the result that it writes, or a write
/// that the store accepts once.
/// </summary>
public interface IJobKind
{
    /// <summary>The stored name, as in <c>audit-export</c>.</summary>
    string Name { get; }

    /// <summary>What a caller needs to request the job, and later to read it.</summary>
    Permission Permission { get; }

    RequiredReach Reach { get; }

    /// <exception cref="JobRefusedException">The job cannot succeed, however often it is run.</exception>
    Task RunAsync(JobRun run, CancellationToken cancellation);
}
