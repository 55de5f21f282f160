using Rollouts.Domain.Plans.Revisions;

namespace Rollouts.Worker.Deciding;

/// <summary>What came of submitting a plan.</summary>
internal abstract record PlanSubmission
{
    private PlanSubmission() { }

    /// <summary>It is the newest now, or was already.</summary>
    public sealed record Kept(PlanHistory History) : PlanSubmission;

    /// <summary>It was made from another revision than the newest one. Nothing was written.</summary>
    public sealed record Stale(int Newest) : PlanSubmission;

    /// <summary>Others were quicker, each time. Nothing was written.</summary>
    public sealed record Outrun : PlanSubmission;
}
