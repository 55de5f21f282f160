namespace Rollouts.Api.Rollouts;

/// <summary>The reason for the approval. The audit log keeps it for ever.</summary>
/// <param name="Step">
/// A step to approve ahead, as <c>wave.step</c> of a position: <c>0.3</c>, or <c>all.3</c> for every wave. Without it
/// the present step is approved.
/// </param>
internal sealed record ApproveBody(string Reason, string? Step = null);
