namespace Rollouts.Storage.Bundles;

/// <summary>The evidence of a rollout, as it was sealed at its end.</summary>
/// <param name="Bytes">The compressed bundle.</param>
public sealed record SealedBundle(Instant At, ReadOnlyMemory<byte> Bytes);
