namespace Rollouts.Api.Rollouts;

/// <summary>The reason for the rollback. The audit log keeps it for ever.</summary>
/// <param name="PastPointOfNoReturn">
/// Confirms that the rollout goes back although it has passed the point of no return of its plan. Without it such a
/// rollback is refused. It changes nothing before the point.
/// </param>
internal sealed record RollBackBody(string Reason, bool PastPointOfNoReturn = false);
