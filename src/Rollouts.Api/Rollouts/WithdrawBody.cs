namespace Rollouts.Api.Rollouts;

/// <summary>The reason for the withdrawal. The audit log keeps it for ever.</summary>
/// <param name="Step">The step that was approved ahead, as the approval named it.</param>
internal sealed record WithdrawBody(string Reason, string Step);
