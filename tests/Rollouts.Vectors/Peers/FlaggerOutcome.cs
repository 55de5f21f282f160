namespace Rollouts.Vectors.Peers;

/// <summary>What Flagger's rule comes to.</summary>
/// <param name="LookFails">The chance that a look fails, weight by weight.</param>
internal sealed record FlaggerOutcome(Caught Caught, double[] LookFails);
