using Rollouts.Engine.Access;
using Rollouts.Engine.Jobs;
using Rollouts.Storage.Verifying;

namespace Rollouts.Engine.Audit;

/// <summary>Checks that no record of the log was changed, dropped or cut.</summary>
public sealed class AuditVerificationJob(Verifier verifier) : IJobKind
{
    public const string KindName = "audit-verification";

    public string Name => KindName;

    public Permission Permission => Permission.ReadAudit;

    public RequiredReach Reach => RequiredReach.All;

    public async Task RunAsync(JobRun run, CancellationToken cancellation)
    {
        var found = await verifier.VerifyAllAsync(cancellation, records => run.Report(records));
        await run.WriteAsync(VerificationView.Of(found), cancellation);
    }
}
