namespace Rollouts.Vectors.Peers;

/// <summary>What the rule comes to.</summary>
/// <param name="Seconds">Until the rollback, on average where there is one.</param>
/// <param name="FailedRequests">Beyond those the baseline would have failed, on average.</param>
/// <param name="LookFails">The chance that a look fails, weight by weight.</param>
internal sealed record FlaggerOutcome(double RollBack, double Seconds, double FailedRequests, double[] LookFails);
