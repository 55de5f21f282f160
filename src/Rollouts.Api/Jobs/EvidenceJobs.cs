using Rollouts.Engine.Bundles;
using Rollouts.Storage.Jobs;

namespace Rollouts.Api.Jobs;

/// <summary>
/// The job that seals the evidence of a rollout. It belongs to the rollout: every caller that may read the evidence
/// sees it.
/// </summary>
internal static class EvidenceJobs
{
    private const string Prefix = "evidence-";

    /// <summary>The id of the rollout in the id of such a job; null for another job.</summary>
    public static string? RolloutIn(string job) =>
        job.StartsWith(Prefix, StringComparison.Ordinal) ? job[Prefix.Length..] : null;

    public static JobView ViewOf(EvidenceReading reading)
    {
        var id = reading.Rollout.Spec.Id;
        var (status, message) =
            reading.Bundle is { } bundle ? ("done", $"the evidence was sealed at {bundle.At}")
            : reading.Sealing is { Status: JobStatus.Failed, Message: var why }
                ? ("failed", $"the evidence could not be sealed: {why}")
            : reading.Rollout.IsFinal
                ? ("running", "the rollout has ended, and its evidence is sealed as soon as the last answers are in")
            : ("waiting", "the rollout has not ended; its evidence is sealed at its end");
        return new JobView(Prefix + id, EvidenceJob.KindName, status, message, $"/api/v1/rollouts/{id}/evidence");
    }
}
