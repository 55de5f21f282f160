namespace Rollouts.Integrations.Storage.Asking;

/// <summary>Some dozen ticks of one check, packed.</summary>
/// <param name="First">The number of the first tick; a page that is there already is not written twice.</param>
public sealed record TickPageRow(long First, Instant From, Instant To, ReadOnlyMemory<byte> Ticks);
