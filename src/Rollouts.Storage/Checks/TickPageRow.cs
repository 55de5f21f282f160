namespace Rollouts.Storage.Checks;

/// <summary>A page of some dozen packed ticks of one check.</summary>
/// <param name="First">The number of the first tick. A page that exists already is not written again.</param>
public sealed record TickPageRow(long First, Instant From, Instant To, ReadOnlyMemory<byte> Ticks)
{
    /// <summary>
    /// The number under which the evidence of a dropped question is stored beside its pages, until they are deleted.
    /// </summary>
    internal const long Left = -1;
}
