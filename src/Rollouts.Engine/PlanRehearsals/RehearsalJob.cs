using Rollouts.Engine.Access;
using Rollouts.Engine.Jobs;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.PlanRehearsals;

/// <summary>Rehearses a plan that is too large for a request.</summary>
public sealed class RehearsalJob(CurrentInstallation installation, TimeProvider time) : IJobKind
{
    public const string KindName = "rehearsal";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public string Name => KindName;

    public Permission Permission => Permission.Read;

    public RequiredReach Reach => RequiredReach.None;

    public async Task RunAsync(JobRun run, CancellationToken cancellation)
    {
        var rehearsal = PlanRehearsal.Prepare(run.Read<RehearsalBody>(), installation.Now);
        if (!rehearsal.IsAccepted)
        {
            throw new JobRefusedException(
                "The plan is not accepted any more, because the installation has changed. Lint it and send it again."
            );
        }

        using var late = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var played = 0L;
        try
        {
            var result = await rehearsal.PlayAsync(either.Token, () => run.Report(++played));
            await run.WriteAsync(result, cancellation);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new JobRefusedException(
                $"The rehearsal did not end within {Spans.Say(Longest)}. Rehearse fewer checks."
            );
        }
    }
}
