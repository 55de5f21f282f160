using Rollouts.Domain.Audit;

namespace Rollouts.Storage;

/// <summary>
/// The formats of rollouts that a build reads and writes. A row carries the newest format that was written to it, and a
/// build claims only rows that it can read: an older build never holds a rollout that only a newer one can drive.
/// </summary>
/// <param name="Reads">The newest format that the build reads; it reads all older ones.</param>
/// <param name="Writes">
/// The format that the build writes. It stays behind the one that it reads until every process of the installation
/// reads the new one. Until then event types of a newer format are not written.
/// </param>
public sealed record StoreFormat(int Reads, int Writes)
{
    private const int First = 1;

    /// <summary>The formats of this build.</summary>
    public static StoreFormat OfThisBuild { get; } = new(First, First);

    /// <summary>The event types of a format newer than the first, by the format that brought them.</summary>
    public static IReadOnlyDictionary<string, int> EventTypes { get; } = new Dictionary<string, int>();

    /// <summary>Whether a record may be written before the switch to a newer format.</summary>
    public bool Takes(Entry entry) => EventTypes.GetValueOrDefault(entry.Event, First) <= Writes;
}
